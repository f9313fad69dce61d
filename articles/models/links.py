"""Rows that tie stories to other things: the desk's (Article…) and the readers' (Edition…)."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from newsroom import languages

from .edition import is_live


class SourceLink(models.Model):
    source = models.ForeignKey("articles.Source", models.PROTECT, verbose_name=_("source"))
    release_url = models.URLField(_("release's address"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class AuthorLink(models.Model):
    author = models.ForeignKey("articles.Author", models.PROTECT, verbose_name=_("author"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class ArticleSource(SourceLink):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="source_links")

    class Meta(SourceLink.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(fields=["article", "source"], name="article_source_once")
        ]

    def __str__(self):
        return str(self.source)


class ArticleAuthor(AuthorLink):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="author_links")

    class Meta(AuthorLink.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="article_author_once")
        ]

    def __str__(self):
        return str(self.author)


class RelatedLink(models.Model):
    """A story picked by the editor to stand at the foot of another."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="related_links")
    target = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="+", verbose_name=_("story")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "target"], name="related_once"),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("target")), name="related_to_another"
            ),
        ]

    def __str__(self):
        return str(self.target)


class AwaitedLink(models.Model):
    """A reference to a story that has not come in yet: an import knows its external id only."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="awaited_links")
    external_id = models.CharField(max_length=200, db_index=True)
    order = models.PositiveSmallIntegerField(null=True)  # among the related; null: in the text

    def __str__(self):
        return f"{self.article_id} → {self.external_id}"


class ArticlePhoto(models.Model):
    """A photo that an article shows, wherever in it: for "used in" and against deleting."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="photo_links")
    photo = models.ForeignKey("photos.Photo", models.PROTECT, related_name="article_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "photo"], name="article_photo_once")
        ]

    def __str__(self):
        return f"{self.photo_id} in {self.article_id}"


class EditionLinkQuerySet(models.QuerySet):
    """Speaks as EditionQuerySet does, so a list goes by either."""

    def live(self, at=None):
        return self.filter(is_live(at, of="edition__"))

    def in_language(self, code):
        return self.filter(language=code)

    def newest(self):
        return self.order_by("-first_published_at", "-article_id")

    def for_cards(self):
        return self.select_related("edition__section", "edition__lead_photo__credit").defer(
            "edition__body", "edition__search_text"
        )


class EditionLink(models.Model):
    """A row under which an edition is listed, with its place in the list.

    The three columns are copies of what an edition keeps for good, so that one index holds the
    list in its order. From when until when it is out is no copy: only the edition says.
    """

    language = models.CharField(max_length=2, choices=list(languages.NAMES.items()))
    first_published_at = models.DateTimeField()
    article_id = models.BigIntegerField()

    objects = EditionLinkQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def under(cls, edition, **link):
        """An unsaved row of this edition."""
        place = {name: getattr(edition, name) for name in PLACE}
        return cls(edition=edition, **place, **link)


PLACE = ["language", "first_published_at", "article_id"]


def list_index(column, name):
    return models.Index(
        F(column),
        F("language"),
        F("first_published_at").desc(),
        F("article_id").desc(),
        name=name,
    )


class EditionSource(EditionLink, SourceLink):
    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="source_links")

    class Meta(SourceLink.Meta):
        constraints = [
            models.UniqueConstraint(fields=["source", "edition"], name="edition_source_once")
        ]
        indexes = [list_index("source_id", "edition_source_list")]

    def __str__(self):
        return str(self.source)


class EditionAuthor(EditionLink, AuthorLink):
    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="author_links")

    class Meta(AuthorLink.Meta):
        constraints = [
            models.UniqueConstraint(fields=["author", "edition"], name="edition_author_once")
        ]
        indexes = [list_index("author_id", "edition_author_list")]

    def __str__(self):
        return str(self.author)


class EditionTag(EditionLink):
    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey("articles.Tag", models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "edition"], name="edition_tag_once")]
        indexes = [list_index("tag_id", "edition_tag_list")]

    def __str__(self):
        return str(self.tag)


class PagePhoto(models.Model):
    """A photo in the text of an editorial page, in any language: it is public with the page."""

    page = models.ForeignKey("articles.Page", models.CASCADE, related_name="photo_links")
    photo = models.ForeignKey("photos.Photo", models.PROTECT, related_name="page_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["photo", "page"], name="page_photo_once")]

    def __str__(self):
        return f"{self.photo_id} in {self.page_id}"


class EditionPhoto(models.Model):
    edition = models.ForeignKey("articles.Edition", models.CASCADE, related_name="photo_links")
    photo = models.ForeignKey("photos.Photo", models.PROTECT, related_name="edition_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["photo", "edition"], name="edition_photo_once")
        ]

    def __str__(self):
        return f"{self.photo_id} in {self.edition_id}"
