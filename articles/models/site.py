import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.lookup.fields import SearchTextField


class PartnerItemQuerySet(models.QuerySet):
    def not_over(self, at=None):
        """Shown now or later."""
        at = at or timezone.now()
        return self.filter(Q(shown_until__isnull=True) | Q(shown_until__gt=at))

    def shown(self, at=None):
        at = at or timezone.now()
        return self.not_over(at).filter(Q(shown_from__isnull=True) | Q(shown_from__lte=at))


class PartnerItem(models.Model):
    """A line in the partner block of the pages in one language."""

    language = models.CharField(
        _("language"), max_length=2, choices=list(languages.NAMES.items()), default="kk"
    )
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=500)
    picture = models.ForeignKey(
        "photos.Photo", models.PROTECT, null=True, blank=True, verbose_name=_("picture")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    shown_from = models.DateTimeField(_("shown from"), null=True, blank=True)
    shown_until = models.DateTimeField(_("shown until"), null=True, blank=True)
    search_text = SearchTextField(of=["title", "url"])

    objects = PartnerItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner news item")
        verbose_name_plural = _("partner news")
        ordering = ["language", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=languages.LANGUAGES), name="partner_language_known"
            ),
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True)
                | Q(shown_from__isnull=True)
                | Q(shown_until__gt=F("shown_from")),
                name="partner_ends_after_it_begins",
                violation_error_message=_("It must end after it begins."),
            ),
        ]

    def __str__(self):
        return self.title

    def is_shown(self, at):
        """Whether it stands in the block at `at` (aware datetime)."""
        begun = self.shown_from is None or self.shown_from <= at
        return begun and (self.shown_until is None or self.shown_until > at)


class SiteSettings(models.Model):
    """What the site says of itself, in one row: each language has its own words."""

    class AiCrawlers(models.TextChoices):
        OPEN = "open", _("everything allowed")
        SEARCH = "search", _("search and readers' assistants only")
        CLOSED = "closed", _("nothing allowed")

    name_kk = models.CharField(_("name in Kazakh"), max_length=100, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=100, blank=True)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    description_kk = models.CharField(_("description in Kazakh"), max_length=300, blank=True)
    description_ru = models.CharField(_("description in Russian"), max_length=300, blank=True)
    description_en = models.CharField(_("description in English"), max_length=300, blank=True)
    contacts_kk = models.TextField(_("contacts in Kazakh"), blank=True)
    contacts_ru = models.TextField(_("contacts in Russian"), blank=True)
    contacts_en = models.TextField(_("contacts in English"), blank=True)
    imprint_kk = models.TextField(_("imprint in Kazakh"), blank=True)
    imprint_ru = models.TextField(_("imprint in Russian"), blank=True)
    imprint_en = models.TextField(_("imprint in English"), blank=True)
    logo = models.ForeignKey(
        "photos.Photo", models.PROTECT, null=True, blank=True, verbose_name=_("logo")
    )
    ai_crawlers = models.CharField(
        _("AI crawlers"),
        max_length=10,
        choices=AiCrawlers.choices,
        default=AiCrawlers.SEARCH,
        help_text=_("What robots.txt asks of them. It is a request, not a lock."),
    )
    night_from = models.TimeField(
        _("night from"),
        default=datetime.time(21),
        help_text=_("Almaty time. At night an editor on duty may override the checks."),
    )
    night_until = models.TimeField(_("night until"), default=datetime.time(8))

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="site_settings_one_row"),
            models.CheckConstraint(
                condition=Q(ai_crawlers__in=["open", "search", "closed"]),
                name="site_settings_ai_crawlers_known",
            ),
        ]

    def __str__(self):
        return self.text("name")

    @classmethod
    def current(cls):
        """The one row; an unsaved one with a neutral name while nobody has filled it in."""
        found = cls.objects.select_related("logo").filter(pk=1).first()
        return found or cls(pk=1)

    def is_night(self, at):
        """Whether the night shift works at `at` (aware datetime). No night where both are equal."""
        clock = timezone.localtime(at).time()
        if self.night_from <= self.night_until:
            return self.night_from <= clock < self.night_until
        return clock >= self.night_from or clock < self.night_until

    def text(self, field, language=None):
        """`field` ("name", "imprint", …) in a language. A missing name falls back to any other."""
        words = getattr(self, f"{field}_{language or get_language()}")
        if not words and field == "name":
            words = self.name_kk or self.name_ru or self.name_en or "Newsroom"
        return words
