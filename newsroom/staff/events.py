"""What the audit hears of by Django's signals: who came and went, accounts and passwords."""

import datetime

import axes.signals  # noqa: F401  (listens first)
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from newsroom.proxies import client_address
from newsroom.staff import audit
from newsroom.staff.models import AuditEntry, User


@receiver(user_logged_in)
def signed_in(user, **kwargs):
    audit.note("sign.in", by=user)


@receiver(user_logged_out)
def signed_out(user, **kwargs):
    if user:
        audit.note("sign.out", by=user)


@receiver(user_login_failed)
def refused(credentials, request=None, **kwargs):
    """A closed door is told once in the time that it stays closed, however often they knock.

    axes has counted before: its receivers are older than these.
    """
    failures = getattr(request, "axes_failures_since_start", None) or 0
    account = _account(credentials.get("username"))
    if failures <= settings.AXES_FAILURE_LIMIT:
        audit.note("sign.failed", account)
    if failures >= settings.AXES_FAILURE_LIMIT and not _is_told(account, request):
        audit.note("sign.locked", account)


def _is_told(account, request):
    since = timezone.now() - datetime.timedelta(hours=settings.AXES_COOLOFF_TIME)
    closed = AuditEntry.objects.filter(group="sign", action="sign.locked", at__gt=since)
    return closed.filter(row=account and account.pk, origin=client_address(request)).exists()


@receiver(post_save, sender=User)
def saved(instance, created, raw, **kwargs):
    """Here `_password` still says that this save sets a new one (AbstractBaseUser.save)."""
    if raw:
        return
    if created:
        audit.note("people.add", instance)
    elif instance._password is not None:
        audit.note("people.password", instance)


def _account(username):
    """A name that nobody has is not kept: people type their password there."""
    return User.objects.filter(username=username or "").first()
