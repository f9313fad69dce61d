"""A text shown to somebody outside before it is public, and what they said of it."""

import secrets

from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .article import Article
from .history import Revision

SALT = "articles.outsider"


def new_nonce():
    """64 random bits: with the signature they make each address of its own, whatever the number."""
    return secrets.token_hex(8)


def kept_as(answer, filename):
    """A name that nobody guesses; only the ending of `filename` is used."""
    ending = filename.rpartition(".")[2].lower()
    return f"outsiders/{secrets.token_hex(16)}.{ending if ending.isalnum() else 'bin'}"


class OutsiderLink(models.Model):
    """An address that shows one revision, to one office, for a while."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="outsider_links")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    nonce = models.CharField(max_length=16, default=new_nonce, editable=False)
    for_whom = models.CharField(_("for whom"), max_length=200)
    breaks_embargo = models.BooleanField(default=False)  # made by a chief editor, with a reason
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey("staff.User", models.SET_NULL, null=True, related_name="+")
    made_by_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("open until"))
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey("staff.User", models.SET_NULL, null=True, related_name="+")
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("link for an outsider")
        verbose_name_plural = _("links for outsiders")
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.for_whom

    @property
    def token(self):
        return signing.dumps([self.pk, self.nonce], salt=SALT)

    def get_absolute_url(self):
        return reverse("check", args=[self.token])

    def is_open(self, at):
        """Whether it still shows its text: not revoked, expired, given up, embargoed, overtaken."""
        if self.revoked_at or self.expires_at <= at or self.article.is_given_up:
            return False
        if self.article.is_embargoed(at) and not self.breaks_embargo:
            return False
        return not self.article.editions.filter(
            live_from__lte=at, live_from__gt=self.made_at
        ).exists()


class OutsiderAnswer(models.Model):
    """What an outsider said of the text: kept for good, whatever becomes of the link."""

    class Verdict(models.TextChoices):
        AGREED = "agreed", _("agrees to the text")
        CHANGES = "changes", _("asks for changes")

    link = models.ForeignKey(OutsiderLink, models.PROTECT, related_name="answers")
    verdict = models.CharField(_("answer"), max_length=7, choices=Verdict.choices)
    name = models.CharField(_("your name"), max_length=200)
    office = models.CharField(_("your office"), max_length=200)
    text = models.TextField(_("remarks"), max_length=5000, blank=True)
    file = models.FileField(_("file"), upload_to=kept_as, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("answer of an outsider")
        verbose_name_plural = _("answers of outsiders")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=["agreed", "changes"]), name="outsider_verdict_known"
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.office}"
