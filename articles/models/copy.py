from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import videos
from newsroom import languages

from .names import slug_letters

HEADLINE_LIMIT = 200  # letters
SHORT_HEADLINE_LIMIT = 90
STANDFIRST_LIMIT = 600


class Kind(models.TextChoices):
    NEWS = "news", _("news item")
    ARTICLE = "article", _("article")
    INTERVIEW = "interview", _("interview")
    OPINION = "opinion", _("opinion")
    TV_REPORT = "tv_report", _("TV report")
    LIVE = "live", _("live coverage")
    PHOTO_STORY = "photo_story", _("photo story")
    OBITUARY = "obituary", _("obituary")


class Label(models.TextChoices):
    """Who a story speaks for, if not for the newsroom: the words of the marking rules.

    Rules of marking advertising, 16 February 2024, No. 59-НҚ; printed as they stand.
    """

    NONE = "", _("none: the newsroom's own story")
    ADVERTISING = "advertising", _("advertising")
    ADVERTORIAL = "advertorial", _("on the rights of advertising")
    PARTNER = "partner", _("partner material")
    SPONSOR = "sponsor", _("sponsored material")
    CAMPAIGN = "campaign", _("campaign material")


class CorrectionKind(models.TextChoices):
    CORRECTION = "correction", _("correction")
    CLARIFICATION = "clarification", _("clarification")
    REFUTATION = "refutation", _("refutation")


class StoryCopy(models.Model):
    """The words and marks of a story: on the desk (Article) and before readers (Edition)."""

    Kind = Kind
    Label = Label

    language = models.CharField(
        _("language"), max_length=2, choices=list(languages.NAMES.items()), default="kk"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.NEWS)
    section = models.ForeignKey(
        "articles.Section", models.PROTECT, null=True, blank=True, verbose_name=_("section")
    )
    headline = models.CharField(_("headline"), max_length=HEADLINE_LIMIT)
    short_headline = models.CharField(
        _("short headline"),
        max_length=SHORT_HEADLINE_LIMIT,
        blank=True,
        help_text=_("For lists, the home page and cards; the headline stands in for it."),
    )
    standfirst = models.TextField(_("standfirst"), max_length=STANDFIRST_LIMIT, blank=True)
    body = models.TextField(_("body"), blank=True)  # clean HTML: articles.body
    slug = models.CharField(
        _("address"),
        max_length=80,
        blank=True,
        validators=[slug_letters],
        help_text=_("Made from the headline when the story is first published."),
    )
    own_reporting = models.BooleanField(
        _("own reporting"),
        default=False,
        help_text=_("Stands in place of a source."),
    )
    lead_photo = models.ForeignKey(
        "photos.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("lead photo"),
        related_name="+",
    )
    lead_caption = models.CharField(_("caption"), max_length=400, blank=True)
    label = models.CharField(
        _("label"),
        max_length=12,
        choices=Label.choices,
        blank=True,
        default=Label.NONE,
        help_text=_("Printed on the story, in lists, feeds and on cards."),
    )
    paid_by = models.CharField(
        _("paid by"),
        max_length=200,
        blank=True,
        help_text=_("Of campaign material: who paid, from which fund."),
    )
    is_quiet = models.BooleanField(
        _("quiet story"),
        default=False,
        help_text=_("A tragedy: no advertising and no partner news beside it."),
    )
    is_flash = models.BooleanField(
        _("flash"),
        default=False,
        help_text=_("Headline and source now; readers see that details follow."),
    )
    urgent = models.BooleanField(_("urgent"), default=False)
    is_lead = models.BooleanField(
        _("lead story"), default=False, help_text=_("At the top of the home page.")
    )
    pinned_until = models.DateTimeField(
        _("pin until"),
        null=True,
        blank=True,
        help_text=_("Almaty time. Kept near the top of the home page until then."),
    )
    video_url = models.URLField(_("video address"), max_length=500, blank=True)
    video_file = models.FileField(
        _("video file"), upload_to=videos.kept_as, validators=[videos.IsVideo()], blank=True
    )
    poster = models.ForeignKey(
        "photos.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("poster"),
        related_name="+",
    )
    video_seconds = models.PositiveIntegerField(
        _("length, seconds"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 3600)],
    )
    programme = models.ForeignKey(
        "articles.Programme", models.PROTECT, null=True, blank=True, verbose_name=_("programme")
    )
    aired_on = models.DateField(_("air date"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(language__in=languages.LANGUAGES),
                name="%(class)s_language_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="%(class)s_kind_known"
            ),
            models.CheckConstraint(condition=~models.Q(headline=""), name="%(class)s_has_headline"),
            models.CheckConstraint(
                condition=models.Q(label__in=Label.values), name="%(class)s_label_known"
            ),
        ]

    def __str__(self):
        return self.headline

    @property
    def card_headline(self):
        return self.short_headline or self.headline

    @property
    def is_calm(self):
        """No advertising, no partner news, nothing automatic beside it."""
        return self.is_quiet or self.kind == Kind.OBITUARY


# What a publication takes over from the desk.
COPIED = [field.name for field in StoryCopy._meta.local_fields]
