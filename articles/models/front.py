"""How the home page of a language is arranged by hand: at the desk, and before readers."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import languages

ARRANGED = ["slots", "banner_article_id", "banner_text", "banner_until"]


class Arrangement(models.Model):
    """Stories in the order of the page, the lead first, and the urgent banner above them.

    `slots`: [{"article": 7, "until": "2026-11-05T04:00:00+00:00" or None}].
    """

    language = models.CharField(_("language"), max_length=2, choices=list(languages.NAMES.items()))
    slots = models.JSONField(default=list)
    banner_article = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("story"),
    )
    banner_text = models.CharField(
        _("text"),
        max_length=160,
        blank=True,
        help_text=_("Plain words. Empty: the headline of the story."),
    )
    banner_until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Almaty time. Empty: until you remove it.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=languages.LANGUAGES), name="%(class)s_language_known"
            )
        ]

    @property
    def arranged(self):
        """All that is copied when it is launched, put back or discarded, and nothing else."""
        return {name: getattr(self, name) for name in ARRANGED}

    @property
    def article_ids(self):
        return [slot["article"] for slot in self.slots]

    def open_ids(self, at=None):
        """The stories whose time on the page has not passed, in its order."""
        at = at or timezone.now()
        return [slot["article"] for slot in self.slots if is_open(until_of(slot), at)]

    def shown_ids(self, at=None):
        """All stories that it names now."""
        banner = [self.banner_article_id] if self.banner_article_id and self.has_banner(at) else []
        return [*self.open_ids(at), *banner]

    def has_banner(self, at=None):
        is_said = bool(self.banner_text or self.banner_article_id)
        return is_said and is_open(self.banner_until, at or timezone.now())


def until_of(slot):
    """Aware datetime, or None for a slot without an end."""
    return datetime.datetime.fromisoformat(slot["until"]) if slot["until"] else None


def is_open(until, at):
    return until is None or until > at


class FrontDraft(Arrangement):
    """What the desk arranges. One row per language, made with its first change."""

    number = models.PositiveIntegerField(default=0)  # grows with every change; refuses a stale one
    changed_by = models.ForeignKey("staff.User", models.SET_NULL, null=True, related_name="+")
    changed_by_name = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(null=True)

    class Meta(Arrangement.Meta):
        verbose_name = _("draft of the home page")
        verbose_name_plural = _("drafts of the home page")
        constraints = Arrangement.Meta.constraints + [
            models.UniqueConstraint(fields=["language"], name="front_draft_one_per_language")
        ]

    def __str__(self):
        return f"{self.language}, {self.number}"


class FrontQuerySet(models.QuerySet):
    def newest(self, code):
        return self.filter(language=code).order_by("-pk")


class Front(Arrangement):
    """What was launched. Readers have the newest of their language; it is never changed."""

    launched_by = models.ForeignKey("staff.User", models.SET_NULL, null=True, related_name="+")
    launched_by_name = models.CharField(max_length=200, blank=True)
    launched_at = models.DateTimeField(auto_now_add=True)

    objects = FrontQuerySet.as_manager()

    class Meta(Arrangement.Meta):
        verbose_name = _("home page")
        verbose_name_plural = _("home page")
        indexes = [models.Index(F("language"), F("id").desc(), name="front_newest")]

    def __str__(self):
        return f"{self.language}, {self.launched_at:%Y-%m-%d %H:%M}"
