from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.lookup.fields import SearchTextField


class User(AbstractUser):
    """Somebody who works here. What they may do comes from their roles (Django's groups)."""

    Language = models.TextChoices(
        "Language", {code.upper(): (code, name) for code, name in languages.NAMES.items()}
    )

    language = models.CharField(
        _("language of the admin"), max_length=2, choices=Language.choices, default=Language.KK
    )
    wants_email = models.BooleanField(
        _("e-mail about work"),
        default=True,
        help_text=_("Stories that wait, were returned, given or published."),
    )
    quiet_from = models.TimeField(
        _("quiet from"),
        null=True,
        blank=True,
        help_text=_("Almaty time. Letters wait until the quiet time ends."),
    )
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    is_demo = models.BooleanField(
        _("demo account"),
        default=False,
        editable=False,
        help_text=_("Made for the demo newsroom; cannot sign in in production."),
    )

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(language__in=list(languages.NAMES)), name="user_language_known"
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.username

    def clean(self):
        super().clean()
        if (self.quiet_from is None) != (self.quiet_until is None):
            missing = "quiet_from" if self.quiet_from is None else "quiet_until"
            raise ValidationError({missing: _("Quiet hours need a beginning and an end.")})

    def is_quiet(self, at):
        """Whether the person wants no e-mail at `at` (aware datetime)."""
        if self.quiet_from is None or self.quiet_until is None:
            return False
        clock = at.astimezone(languages.ALMATY).time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until


class AuditEntry(models.Model):
    """Who did what, when and from where. Written by `audit.note`; never changed, never deleted."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", db_index=False)
    by_name = models.CharField(max_length=200, blank=True)  # outlives the account
    origin = models.CharField(max_length=60, blank=True)  # an IP address, or "command: load_demo"
    group = models.CharField(max_length=20)  # of the action, what stands before its dot
    action = models.CharField(max_length=40)  # one of audit.SENTENCES
    model = models.CharField(max_length=60, blank=True)  # of the row it was done to: "articles.tag"
    row = models.BigIntegerField(null=True)  # its number
    subject = models.CharField(max_length=200, blank=True)  # its name then
    fields = models.JSONField(default=list)  # names of what was changed, in English
    search_text = SearchTextField(of=["subject", "by_name"])

    class Meta:
        verbose_name = _("entry of the audit")
        verbose_name_plural = _("audit")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["by", "-at", "-id"], name="audit_by_person"),
            models.Index(fields=["group", "-at", "-id"], name="audit_by_group"),
        ]

    def __str__(self):
        return f"{self.action} {self.at:%Y-%m-%d %H:%M}"
