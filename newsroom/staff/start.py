"""What is checked once, when the server starts."""

import logging

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from newsroom.staff.models import User

log = logging.getLogger(__name__)


def refuse_demo_accounts():
    """Raises ImproperlyConfigured in production while the demo's accounts are there.

    A database that does not answer is no reason to keep readers from the site: it is logged, and
    StaffBackend refuses the accounts anyway.
    """
    if not settings.PRODUCTION:
        return
    try:
        names = list(User.objects.filter(is_demo=True).values_list("username", flat=True))
    except DatabaseError as error:
        log.warning("Demo accounts were not looked for: %s", error)
        return
    finally:
        connection.close()
    if names:
        raise ImproperlyConfigured(
            f"Demo accounts in production: {', '.join(names)}. Delete them, or start with an "
            "empty database."
        )
