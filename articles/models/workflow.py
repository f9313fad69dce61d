"""What the newsroom writes down beside a story: notes, corrections, overridden checks."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import languages

from .article import Article
from .copy import CorrectionKind
from .edition import Edition


class Note(models.Model):
    """What one colleague writes to another on a draft. Readers never see it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=2000)
    by = models.ForeignKey("staff.User", models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)  # outlives the user's account
    at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)  # somebody has seen to it

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:80]


class CorrectionQuerySet(models.QuerySet):
    def live(self, at=None):
        """Those that readers may see: the story is out, and so is the text that is corrected."""
        at = at or timezone.now()
        shown = Edition.objects.live(at).filter(article=models.OuterRef("article"))
        return self.filter(models.Exists(shown), edition__live_from__lte=at)

    def in_language(self, code):
        return self.filter(language=code)


class Correction(models.Model):
    """A dated public note that a published fact was wrong. Never changed, never deleted.

    It belongs to the edition that brought it, and falls away with an update that never came.
    """

    Kind = CorrectionKind

    language = models.CharField(max_length=2, choices=list(languages.NAMES.items()))
    article = models.ForeignKey(Article, models.PROTECT, related_name="corrections")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=13, choices=Kind.choices, default=Kind.CORRECTION)
    text = models.TextField(_("public note"), max_length=1000)  # in the story's language
    at = models.DateTimeField()  # when its edition began, or what an archive says
    by = models.ForeignKey("staff.User", models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["pk"]
        indexes = [
            models.Index(models.F("language"), models.F("id").desc(), name="correction_list")
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="correction_says_something"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["correction", "clarification", "refutation"]),
                name="correction_kind_known",
            ),
        ]

    def __str__(self):
        return self.text[:80]

    def printed(self):
        """As an edition carries it for its page."""
        return {"kind": self.kind, "text": self.text, "at": self.at.isoformat()}


class Override(models.Model):
    """A check of the gate that somebody overrode, and why. Kept for good.

    The night's overrides wait for a chief editor to confirm that they have seen them.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="overrides")
    check_name = models.CharField(max_length=60)  # a function of articles.gate
    sentence = models.TextField()  # what the check said, in the language of who overrode it
    reason = models.TextField(_("reason"), max_length=2000)
    edit_no = models.PositiveIntegerField()
    by = models.ForeignKey("staff.User", models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    needs_confirmation = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey("staff.User", models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("overridden check")
        verbose_name_plural = _("overridden checks")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="override_has_a_reason"),
        ]
        indexes = [
            models.Index(
                fields=["at"],
                condition=models.Q(needs_confirmation=True, confirmed_at__isnull=True),
                name="override_to_confirm",
            )
        ]

    def __str__(self):
        return f"{self.check_name}: {self.reason[:80]}"
