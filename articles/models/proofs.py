"""What the newsroom has told its proof rules: words that are right, and places left as they are."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.languages import proofing
from newsroom.lookup.fields import SearchTextField, SortKeyField

from .article import Article


class HouseWordQuerySet(models.QuerySet):
    def known(self, language):
        """Words that are right in a text of that language, as proofing knows them."""
        words = self.filter(Q(language="") | Q(language=language)).values_list("word", flat=True)
        return {proofing.known_form(word) for word in words}


class HouseWord(models.Model):
    """A name, a brand or a word of the house dictionary: no proof rule marks it."""

    word = models.CharField(_("word"), max_length=100)
    language = models.CharField(
        _("language"),
        max_length=2,
        blank=True,
        choices=list(languages.NAMES.items()),
        help_text=_("Empty: right in every language."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    search_text = SearchTextField(of=["word", "note"])
    sort_key = SortKeyField(of=["word"])

    objects = HouseWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of the house dictionary")
        verbose_name_plural = _("house dictionary")
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["word", "language"],
                name="houseword_once_per_language",
                violation_error_message=_("This word is in the dictionary already."),
            ),
        ]

    def __str__(self):
        return self.word


class Stet(models.Model):
    """A place of a story that somebody looked at and left as it stands: let it stand.

    It holds for the story and for everybody, wherever these words stand in it.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="stets")
    rule = models.CharField(max_length=40)  # a name in proofing.RULES
    words = models.CharField(max_length=200)  # Mark.words
    by = models.ForeignKey("staff.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "rule", "words"], name="stet_once"),
        ]

    def __str__(self):
        return f"{self.rule}: {self.words}"
