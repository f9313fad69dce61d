import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import paths
from newsroom.lookup.fields import SearchTextField

from .copy import CorrectionKind, StoryCopy

FOREVER = datetime.datetime(9000, 1, 1, tzinfo=datetime.UTC)
URGENT_FOR = datetime.timedelta(hours=12)  # from its first publication, at the top of the home page


def is_live(at=None, *, of=""):
    """The condition that an edition is before readers at `at`; `of` is the way to it ("edition__").

    Said here and nowhere else.
    """
    at = at or timezone.now()
    return Q(**{f"{of}live_from__lte": at, f"{of}live_until__gt": at})


class EditionQuerySet(models.QuerySet):
    def live(self, at=None):
        """What a reader may see at `at` (aware datetime, now by default)."""
        return self.filter(is_live(at))

    def coming(self, at=None):
        """Not yet before readers at `at`."""
        return self.filter(live_from__gt=at or timezone.now())

    def over(self, at=None):
        """The last texts of stories that are no more before readers at `at`, nor will be."""
        at = at or timezone.now()
        later = Edition.objects.filter(article=OuterRef("article"), live_until__gt=at)
        return self.filter(~Exists(later), live_until__lte=at)

    def in_language(self, code):
        return self.filter(language=code)

    def newest(self):
        """The order of every list; the id is the article's, so an update keeps its place."""
        return self.order_by("-first_published_at", "-article_id")

    def for_cards(self):
        """All that a card in a list draws, in one query."""
        return self.select_related("section", "lead_photo__credit").defer("body", "search_text")

    def for_page_of_hits(self):
        """As for cards, with the text: a passage of it is shown."""
        return self.select_related("section", "lead_photo__credit").defer("search_text")

    def for_page(self):
        """All that a story's page draws of the edition itself, in one query."""
        return self.select_related(
            "section", "lead_photo__credit", "poster__credit", "programme", "article__short_link"
        ).defer("search_text", "article__body", "article__search_text")


class Edition(StoryCopy):
    """What readers see of an article from `live_from` until `live_until`.

    Written by the verbs only.
    """

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="editions")
    edit_no = models.PositiveIntegerField()  # the save of the article that it was made from
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), default=FOREVER)
    first_published_at = models.DateTimeField()  # the order of lists; never moves
    updated_at = models.DateTimeField()  # moves only by an update or a correction
    related_ids = models.JSONField(default=list)  # ids of articles, in the editor's order
    corrections = models.JSONField(default=list)  # as printed: see models.workflow.Correction
    tags = models.ManyToManyField("articles.Tag", through="articles.EditionTag")
    sources = models.ManyToManyField("articles.Source", through="articles.EditionSource")
    authors = models.ManyToManyField("articles.Author", through="articles.EditionAuthor")
    photos = models.ManyToManyField("photos.Photo", through="articles.EditionPhoto")
    search_text = SearchTextField(of=["headline", "short_headline", "standfirst"], trigrams=True)

    objects = EditionQuerySet.as_manager()

    class Meta(StoryCopy.Meta):
        verbose_name = _("published text")
        verbose_name_plural = _("published texts")
        constraints = StoryCopy.Meta.constraints + [
            models.CheckConstraint(
                condition=Q(live_until__gt=F("live_from")), name="edition_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="edition_has_slug"),
            models.CheckConstraint(condition=Q(section__isnull=False), name="edition_has_section"),
            models.CheckConstraint(
                condition=Q(first_published_at__lte=F("live_from")),
                name="edition_first_published_before_live",
            ),
        ]
        indexes = [
            models.Index(
                F("language"),
                F("first_published_at").desc(),
                F("article_id").desc(),
                name="edition_list",
            ),
            models.Index(
                F("section_id"),
                F("language"),
                F("first_published_at").desc(),
                F("article_id").desc(),
                name="edition_section_list",
            ),
            models.Index(
                F("programme_id"),
                F("language"),
                F("first_published_at").desc(),
                F("article_id").desc(),
                condition=Q(programme__isnull=False),
                name="edition_programme_list",
            ),
            models.Index(  # with all that says how a story stands
                fields=["article", "live_from", "live_until", "edit_no"], name="edition_of_article"
            ),
            models.Index(fields=["live_from", "article"], name="edition_begins"),
            models.Index(fields=["live_until", "article"], name="edition_ends"),
            models.Index(  # all that sitemaps count by, so they need not touch the texts
                F("first_published_at").desc(),
                F("article_id").desc(),
                F("live_from"),
                F("live_until"),
                F("updated_at"),
                name="edition_sitemap",
            ),
            models.Index(  # those that want their details: what is over is not even passed by
                fields=["live_until", "first_published_at", "article"],
                condition=Q(is_flash=True),
                name="edition_flash",
            ),
            models.Index(
                fields=["language", "pinned_until"],
                condition=Q(pinned_until__isnull=False),
                name="edition_pinned",
            ),
            models.Index(
                F("language"),
                F("first_published_at").desc(),
                F("article_id").desc(),
                condition=Q(is_lead=True),
                name="edition_lead",
            ),
            models.Index(
                F("language"),
                F("first_published_at").desc(),
                F("article_id").desc(),
                condition=Q(urgent=True),
                name="edition_urgent",
            ),
        ]

    def get_absolute_url(self):
        """Its path, in its own language whatever the active one is. Needs `section` loaded."""
        section = self.section.slug(self.language) or self.section.any_slug()
        place = section, self.slug, self.article_id
        return paths.page("articles:article", *place, language=self.language)

    @property
    def printed_corrections(self):
        """The public notes under the text, oldest first: {"kind", "text", "at", "label"}."""
        return [
            {
                **note,
                "at": datetime.datetime.fromisoformat(note["at"]),
                "label": CorrectionKind(note["kind"]).label,
            }
            for note in self.corrections
        ]

    @property
    def video_path(self):
        """Where readers get the uploaded file; it answers while the story is out."""
        return reverse("video", args=[self.article_id])

    def cache_keys(self):
        return [f"article-{self.article_id}"]

    @property
    def video_bytes(self):
        """Size of the uploaded file; None without one, also where the file is missing."""
        try:
            return self.video_file.size if self.video_file else None
        except OSError:
            return None

    @property
    def is_updated(self):
        """Whether the page says "updated"; what follows within a minute does not count."""
        return self.updated_at - self.first_published_at >= datetime.timedelta(minutes=1)
