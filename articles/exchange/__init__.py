"""Stories in and out of this newsroom, in the format of docs/exchange.md.

Its modules stand in the order of the way in: lines, records (of values), planning, writing.
"""

from django.utils.translation import gettext_lazy as _

from newsroom.pulse import helpers

from .records import Fault
from .report import Report
from .taking import take

__all__ = ["HELPER", "Fault", "Report", "take"]

HELPER = "import"
helpers.join(
    helpers.Helper(
        HELPER,
        _("Import of stories"),
        _("Run the same command again: what is here already stays as it is."),
    )
)
