"""What stories are filed under and come from: each with a name and an address per language."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles import paths
from newsroom import languages
from newsroom.lookup.fields import SearchTextField, SortKeyField

# The first words of our own addresses; no section may take one of them.
RESERVED = (
    "a admin api archive author check corrections en feed healthz kk page partner photo programme "
    "readyz ru search sitemap source static tag video"
).split()
NAMES = [f"name_{code}" for code in languages.LANGUAGES]
SLUGS = [f"slug_{code}" for code in languages.LANGUAGES]

slug_letters = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use Latin small letters, digits and single hyphens.")
)


def not_reserved(slug):
    if slug in RESERVED:
        raise ValidationError(
            _("This word is an address of the site itself. Choose another one."), code="reserved"
        )


def name_field(label, *, max_length=200):
    return models.CharField(label, max_length=max_length, blank=True)


def slug_field(label, **options):
    """Empty or unique; empty is the absence of a page in that language."""
    return models.CharField(
        label, max_length=80, blank=True, **{"validators": [slug_letters], **options}
    )


class NamedQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("sort_key", "pk")

    def in_language(self, code):
        """Those that have a name, and so a page, in that language."""
        return self.exclude(**{f"name_{code}": ""}).exclude(**{f"slug_{code}": ""})


class Named(models.Model):
    """A name and a slug per language. Without a name in a page's language it is not shown there."""

    name_kk = name_field(_("name in Kazakh"))
    name_ru = name_field(_("name in Russian"))
    name_en = name_field(_("name in English"))
    slug_kk = slug_field(_("address in Kazakh"))
    slug_ru = slug_field(_("address in Russian"))
    slug_en = slug_field(_("address in English"))
    intro_kk = models.TextField(_("introduction in Kazakh"), blank=True)
    intro_ru = models.TextField(_("introduction in Russian"), blank=True)
    intro_en = models.TextField(_("introduction in English"), blank=True)
    search_text = SearchTextField(of=NAMES)
    sort_key = SortKeyField(of=NAMES)

    objects = NamedQuerySet.as_manager()

    page = ""  # the name of its address in articles.urls; also its key in the change log

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[slug], condition=~Q(**{slug: ""}), name=f"%(class)s_{slug}_unique"
            )
            for slug in SLUGS
        ] + [
            models.CheckConstraint(
                condition=~Q(name_kk="", name_ru="", name_en=""), name="%(class)s_has_a_name"
            )
        ]

    def __str__(self):
        return self.name() or next(filter(None, (getattr(self, name) for name in NAMES)), "")

    def name(self, language=None):
        return getattr(self, f"name_{language or get_language()}")

    def called(self, language):
        """All that it is called in a language."""
        return [self.name(language)] if self.name(language) else []

    def slug(self, language=None):
        return getattr(self, f"slug_{language or get_language()}")

    def any_slug(self):
        return next(filter(None, (getattr(self, slug) for slug in SLUGS)), "-")

    def intro(self, language=None):
        return getattr(self, f"intro_{language or get_language()}")

    def has_language(self, language=None):
        return bool(self.name(language) and self.slug(language))

    def get_absolute_url(self):
        """Its page in the active language; None where it has none."""
        if not self.has_language():
            return None
        return paths.page(f"articles:{self.page}", self.slug())

    @property
    def name_key(self):
        """Of the pages that say its name and do not list its stories."""
        return f"{self.page}-{self.pk}-name"

    def cache_keys(self):
        """Of all pages that a change of its own touches."""
        return [f"{self.page}-{self.pk}", self.name_key]

    def clean(self):
        super().clean()
        if not any(getattr(self, name).strip() for name in NAMES):
            raise ValidationError({"name_kk": _("Give a name in one language at least.")})
        self.fill_slugs()
        taken = [code for code in languages.LANGUAGES if self._is_taken(code, self.slug(code))]
        if taken:
            sentence = _("This address is taken. Choose another one.")
            raise ValidationError({f"slug_{code}": sentence for code in taken})

    def fill_slugs(self, is_taken=None):
        """An address for every name that has none yet; a number behind it where it is taken.

        `is_taken(language, slug)` asks the database if nobody knows better.
        """
        is_taken = is_taken or self._is_taken
        for code in languages.LANGUAGES:
            field, name = f"slug_{code}", getattr(self, f"name_{code}").strip()
            setattr(self, f"name_{code}", name)
            if not name or getattr(self, field):
                continue
            stem = slug = languages.slugify(name, language=code)
            number = 2
            while slug in RESERVED or is_taken(code, slug):
                slug, number = f"{stem}-{number}", number + 1
            setattr(self, field, slug)

    def _is_taken(self, code, slug):
        others = type(self)._default_manager.exclude(pk=self.pk)
        return bool(slug) and others.filter(**{f"slug_{code}": slug}).exists()


class Section(Named):
    """The rubric of a story: one each. Its slug is the first word of the story's address."""

    page = "section"

    slug_kk = slug_field(_("address in Kazakh"), validators=[slug_letters, not_reserved])
    slug_ru = slug_field(_("address in Russian"), validators=[slug_letters, not_reserved])
    slug_en = slug_field(_("address in English"), validators=[slug_letters, not_reserved])
    order = models.PositiveSmallIntegerField(_("order in the menu"), default=0)
    editors = models.ManyToManyField(
        "staff.User",
        verbose_name=_("editors"),
        blank=True,
        related_name="sections",
        help_text=_("Who may publish in this section."),
    )
    needs_approval = models.BooleanField(
        _("needs approval"),
        default=False,
        help_text=_("Nothing is published here before another editor has approved it."),
    )
    strict_checks = models.JSONField(
        _("strict checks"),
        default=list,
        blank=True,
        help_text=_("Advice that stops a publication in this section."),
    )  # names of functions of articles.gate

    class Meta(Named.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "sort_key", "pk"]
        constraints = Named.Meta.constraints + [
            models.CheckConstraint(
                condition=~Q(**{f"{slug}__in": RESERVED}), name=f"section_{slug}_not_reserved"
            )
            for slug in SLUGS
        ]

    def clean(self):
        """A language whose stories readers see now, or will, keeps its name: they stand under it.

        Their addresses begin with the section's, so without one no list could be drawn.
        """
        super().clean()
        if self.pk is None:
            return
        shown = self.edition_set.filter(live_until__gt=timezone.now())
        missing = [code for code in languages.LANGUAGES if not self.has_language(code)]
        needed = shown.filter(language__in=missing).values_list("language", flat=True)
        if needed := set(needed):
            sentence = _("This section has no name in the language of the story.")
            raise ValidationError({f"name_{code}": sentence for code in needed})


class Source(Named):
    """The agency, ministry or outlet that facts come from."""

    page = "source"

    class Kind(models.TextChoices):
        PRESS_SERVICE = "press_service", _("press service")
        AGENCY = "agency", _("news agency")
        MEDIA = "media", _("media outlet")
        ORGANISATION = "organisation", _("organisation")
        PERSON = "person", _("person")

    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind.choices, default=Kind.PRESS_SERVICE
    )
    site_url = models.URLField(_("website"), blank=True)
    contacts = models.TextField(
        _("contacts"), blank=True, help_text=_("For the newsroom only; readers do not see it.")
    )
    default_credit = models.ForeignKey(
        "photos.Credit",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("photo credit"),
        help_text=_("Offered for photos that come with this source's releases."),
    )

    class Meta(Named.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class AttributionPhrase(models.Model):
    """A ready way to name the source in a sentence, endings included.

    Kazakh endings follow the vowels of the word they join, so no sentence can be built around a
    name; people write these once.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="phrases")
    language = models.CharField(
        _("language"), max_length=2, choices=list(languages.NAMES.items()), default="kk"
    )
    phrase = models.CharField(_("phrase"), max_length=300)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("attribution phrase")
        verbose_name_plural = _("attribution phrases")
        ordering = ["language", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=languages.LANGUAGES), name="phrase_language_known"
            ),
        ]

    def __str__(self):
        return self.phrase


class Author(Named):
    page = "author"

    user = models.OneToOneField(
        "staff.User",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("user"),
        related_name="author",
        help_text=_("Their stories are signed with this name from the start."),
    )
    portrait = models.ForeignKey(
        "photos.Photo", models.PROTECT, null=True, blank=True, verbose_name=_("portrait")
    )

    class Meta(Named.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")


class Programme(Named):
    """A programme of the channel that TV reports were aired in."""

    page = "programme"

    class Meta(Named.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")


class Page(Named):
    """An editorial page: about, contacts, editorial rules, corrections policy."""

    page = "page"

    body_kk = models.TextField(_("text in Kazakh"), blank=True)
    body_ru = models.TextField(_("text in Russian"), blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    order = models.PositiveSmallIntegerField(_("order in the footer"), default=0)

    class Meta(Named.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["order", "sort_key", "pk"]

    def body(self, language=None):
        return getattr(self, f"body_{language or get_language()}")
