import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.lookup.fields import SearchTextField

from .copy import StoryCopy
from .edition import Edition


class RandomName(models.Func):
    """32 random hex digits, for the rows that were there before the column."""

    output_field = models.CharField()
    arity = 0

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="lower(hex(randomblob(16)))")

    def as_postgresql(self, compiler, connection, **context):
        template = "replace(gen_random_uuid()::text, '-', '')"
        return self.as_sql(compiler, connection, template=template)


def random_name():
    return uuid.uuid4().hex


class Story(models.Model):
    """What the translations of one story have in common: that they are one story."""

    group = models.CharField(
        max_length=200, unique=True, null=True, editable=False
    )  # what it is called in the files that it came with
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("story with its translations")
        verbose_name_plural = _("stories with their translations")

    def __str__(self):
        return f"#{self.pk}"


class ArticleQuerySet(models.QuerySet):
    def before_publication(self):
        return self.filter(status__in=BEFORE_PUBLICATION)

    def ever_public(self, at=None):
        at = at or timezone.now()
        return self.filter(
            Exists(Edition.objects.filter(article=OuterRef("pk"), live_from__lte=at))
        )

    def with_standing(self, at=None):
        """Annotates what the clock says: see Article.standing."""
        at = at or timezone.now()
        editions = Edition.objects.filter(article=OuterRef("pk"))
        live, coming = editions.live(at), editions.coming(at)
        return self.annotate(
            live_until=models.Subquery(live.values("live_until")[:1]),
            live_edit_no=models.Subquery(live.values("edit_no")[:1]),
            coming_from=models.Subquery(coming.order_by("live_from").values("live_from")[:1]),
        )


# The desk's text is newer than any that readers see or will see.
HAS_CHANGES = Q(edit_no__gt=F("published_edit_no"))
# The text as it stands was sent for review, and nobody has approved or published it since.
UNDER_REVIEW = (
    Q(submitted_no=F("edit_no")) & ~Q(approved_no=F("edit_no")) & ~Q(published_edit_no=F("edit_no"))
)
# The text as it stands was approved, and nobody has published it.
APPROVED_NOW = Q(approved_no=F("edit_no")) & ~Q(published_edit_no=F("edit_no"))


def newest_save(name, *columns, **options):
    """The order of the desk's list, below `columns`."""
    return models.Index(*columns, F("saved_at").desc(), F("id").desc(), name=name, **options)


class Article(StoryCopy):
    """The desk's working copy of a story. Readers never see it: they see its Edition."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        KILLED = "killed", _("killed")
        SPIKED = "spiked", _("spiked")

    story = models.ForeignKey(
        Story, models.PROTECT, related_name="articles", verbose_name=_("story")
    )
    external_id = models.CharField(
        max_length=200, unique=True, default=random_name, db_default=RandomName(), editable=False
    )  # its name outside of this newsroom: articles.exchange
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    edit_no = models.PositiveIntegerField(default=0, editable=False)  # grows by 1 with every save
    published_edit_no = models.PositiveIntegerField(null=True, editable=False)  # readers' newest
    created_by = models.ForeignKey(
        "staff.User",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("begun by"),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    saved_by = models.ForeignKey(
        "staff.User", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    first_published_at = models.DateTimeField(
        _("first published"), null=True, editable=False
    )  # set by the first publication, never moved
    tags = models.ManyToManyField(
        "articles.Tag", verbose_name=_("tags"), blank=True, related_name="articles"
    )
    sources = models.ManyToManyField("articles.Source", through="articles.ArticleSource")
    authors = models.ManyToManyField("articles.Author", through="articles.ArticleAuthor")
    photos = models.ManyToManyField("photos.Photo", through="articles.ArticlePhoto")
    embargoed_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Almaty time. Nothing of the story leaves the newsroom before."),
    )
    minors = models.BooleanField(
        _("names minors"), default=False, help_text=_("A second person must publish.")
    )
    legal_risk = models.BooleanField(
        _("legal risk"), default=False, help_text=_("A second person must publish.")
    )
    is_practice = models.BooleanField(_("practice"), default=False, editable=False)
    assignee = models.ForeignKey(
        "staff.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned",
        db_index=False,
        verbose_name=_("assignee"),
    )
    due_at = models.DateTimeField(
        _("due"), null=True, blank=True, help_text=_("Almaty time. When the text must be ready.")
    )
    # Which save was sent for review and which was approved: a later save is neither.
    submitted_no = models.PositiveIntegerField(null=True, editable=False)
    approved_no = models.PositiveIntegerField(null=True, editable=False)
    approved_by = models.ForeignKey(
        "staff.User", models.SET_NULL, null=True, editable=False, related_name="+"
    )
    original = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="versions",
        verbose_name=_("translated from"),
    )
    original_no = models.PositiveIntegerField(null=True, editable=False)  # the save it follows
    search_text = SearchTextField(of=["headline", "short_headline", "standfirst"], trigrams=True)

    objects = ArticleQuerySet.as_manager()

    class Meta(StoryCopy.Meta):
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-saved_at", "-pk"]
        indexes = [
            newest_save("article_newest_save"),
            newest_save("article_status_saved", F("status")),
            newest_save("article_section_saved", F("section")),
            newest_save("article_language_saved", F("language")),
            newest_save("article_kind_saved", F("kind")),
            newest_save("article_urgent_saved", condition=Q(urgent=True)),
            newest_save("article_changed_saved", condition=HAS_CHANGES),
            newest_save(
                "article_never_out", F("language"), condition=Q(first_published_at__isnull=True)
            ),
            models.Index(
                F("created_by"), condition=Q(is_practice=True), name="article_practice_of"
            ),
            models.Index(
                F("language"),
                F("first_published_at").desc(),
                F("id").desc(),
                condition=Q(first_published_at__isnull=False),
                name="article_newest_out",
            ),
            # My work: what somebody has begun or was given, what waits, what is due
            models.Index(fields=["created_by", "status"], name="article_begun_by"),
            models.Index(fields=["assignee", "status"], name="article_given_to"),
            models.Index(fields=["saved_at"], condition=UNDER_REVIEW, name="article_to_review"),
            models.Index(fields=["saved_at"], condition=APPROVED_NOW, name="article_to_publish"),
            models.Index(
                fields=["status", "due_at"],
                condition=Q(due_at__isnull=False),
                name="article_due_not_done",
            ),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="article_due"),
            models.Index(
                fields=["embargoed_until"],
                condition=Q(embargoed_until__isnull=False),
                name="article_embargo",
            ),
        ]
        constraints = StoryCopy.Meta.constraints + [
            models.UniqueConstraint(
                fields=["story", "language"],
                name="article_one_per_language",
                violation_error_message=_("This story already has a version in that language."),
            ),
            models.CheckConstraint(
                condition=Q(is_practice=False)
                | Q(first_published_at__isnull=True, published_edit_no__isnull=True),
                name="article_practice_never_out",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in="draft in_review approved published withdrawn killed spiked".split()
                ),
                name="article_status_known",
            ),
        ]

    def cache_keys(self):
        return [f"article-{self.pk}"]

    @property
    def is_overdue(self):
        """It should have been ready by now, and is not out."""
        return bool(
            self.due_at and self.due_at < timezone.now() and self.status in BEFORE_PUBLICATION
        )

    @property
    def is_given_up(self):
        """Spiked or killed: no text of it is on its way to readers."""
        return self.status in (self.Status.SPIKED, self.Status.KILLED)

    def is_embargoed(self, at=None):
        return bool(self.embargoed_until and self.embargoed_until > (at or timezone.now()))

    @property
    def needs_two(self):
        """A second person must publish it; what is urgent does not wait for one."""
        return (self.minors or self.legal_risk) and not self.urgent

    @property
    def is_approved(self):
        """The text as it stands now has been approved."""
        return self.approved_no == self.edit_no

    @property
    def is_under_review(self):
        """The text as it stands now waits for an editor, before readers have one or beside it.

        As UNDER_REVIEW asks the database.
        """
        settled = (self.approved_no, self.published_edit_no)
        return self.submitted_no == self.edit_no and self.edit_no not in settled

    def live_edition(self, at=None):
        return self.editions.live(at).first()

    def coming_edition(self, at=None):
        """The scheduled first publication or update; at most one (publishing keeps it so)."""
        return self.editions.coming(at).order_by("live_from").first()

    def was_ever_public(self, at=None):
        return self.editions.filter(live_from__lte=at or timezone.now()).exists()

    @property
    def language_name(self):
        return languages.NAMES[self.language]


BEFORE_PUBLICATION = [Article.Status.DRAFT, Article.Status.IN_REVIEW, Article.Status.APPROVED]
