from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.lookup.fields import SearchTextField
from newsroom.photos.storage import photo_storage


def new_token() -> str:
    """128 random bits in hex: the only way to a photo's files, so they cannot be guessed."""
    return secrets.token_hex(16)


def original_path(photo, filename):
    """Beside the renditions; only the ending of `filename` is used."""
    return f"{photo.folder}/original.{filename.rpartition('.')[2]}"


class Credit(models.Model):
    """Who made a photo, as printed under it: a person, an agency, a press service."""

    name_kk = models.CharField(_("name in Kazakh"), max_length=200, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    search_text = SearchTextField(of=("name_kk", "name_ru", "name_en"))

    class Meta:
        verbose_name = _("photo credit")
        verbose_name_plural = _("photo credits")
        ordering = ["name_kk", "name_ru", "name_en"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_kk="", name_ru="", name_en=""),
                name="credit_has_a_name",
                violation_error_message=_("Give the name in at least one language."),
            ),
        ]

    def __str__(self):
        return self.name(get_language() or "kk")

    def name(self, language: str) -> str:
        """As printed on a page in `language`; a name is never dropped for want of a translation."""
        ordered = (language, *(code for code in languages.LANGUAGES if code != language))
        return next((name for code in ordered if (name := getattr(self, f"name_{code}"))), "")


class PhotoQuerySet(models.QuerySet):
    def for_cards(self):
        """All that a figure or a card draws, in one query."""
        return self.select_related("credit")

    def without_renditions(self):
        return self.filter(renditions=[])


def file_keys(ids):
    """What the change log calls the files of these photos (ids; None stands for no photo)."""
    return {f"photo-{pk}-file" for pk in ids if pk is not None}


class Photo(models.Model):
    """A picture in the library. Readers get its renditions, never the original.

    `width` and `height` are the original's in pixels, turned upright. `renditions` is a list of
    {"name", "width", "height" (pixels), "type" (media type), "use", "bytes"}; `use` is "width"
    (whole picture), "card" (link preview), "wide" (16:9 for lists) or "square".
    """

    #: A sentence for the editor about this upload (library.add sets it), not kept.
    notice = ""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    original = models.FileField(
        _("original"), upload_to=original_path, storage=photo_storage, max_length=100
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    bytes = models.PositiveIntegerField(_("size of the file"), default=0, editable=False)
    credit = models.ForeignKey(
        Credit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name=_("credit"),
        help_text=_("Who made the photo. It is printed under it."),
    )
    caption = models.TextField(
        _("caption"), blank=True, help_text=_("Offered wherever this photo is used.")
    )
    alt_kk = models.CharField(_("alt text in Kazakh"), max_length=300, blank=True)
    alt_ru = models.CharField(_("alt text in Russian"), max_length=300, blank=True)
    alt_en = models.CharField(_("alt text in English"), max_length=300, blank=True)
    rights = models.TextField(_("rights to use"), blank=True)
    focal_x = models.FloatField(_("focal point, from the left"), default=0.5)
    focal_y = models.FloatField(_("focal point, from the top"), default=0.5)
    renditions = models.JSONField(default=list, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True, db_index=True)
    search_text = SearchTextField(
        of=("caption", "alt_kk", "alt_ru", "alt_en", "credit_names"), trigrams=True
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="photo_has_a_size"),
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="photo_focal_point_inside",
                violation_error_message=_("The focal point lies outside the photo."),
            ),
            models.UniqueConstraint(
                fields=["sha256"], condition=~Q(sha256=""), name="photo_stored_once"
            ),
        ]

    def __str__(self):
        own = self.alt(get_language() or "kk")
        said = self.caption or own or self.alt_kk or self.alt_ru or self.alt_en
        return said[:80] or f"№ {self.pk}"

    @property
    def folder(self) -> str:
        """In the photo storage; the first letters spread folders, as file systems like it."""
        return f"{self.token[:2]}/{self.token}"

    @property
    def credit_names(self) -> str:
        credit = self.credit
        return f"{credit.name_kk} {credit.name_ru} {credit.name_en}" if credit else ""

    def cache_keys(self):
        return [f"photo-{self.pk}"]

    @property
    def file_keys(self):
        """Of answers that are the picture itself, not a page that shows it."""
        return file_keys([self.pk])

    def alt(self, language: str) -> str:
        """What a blind reader hears; "" rather than words in another language."""
        return getattr(self, f"alt_{language}", "")

    def credit_line(self, language: str) -> str:
        return self.credit.name(language) if self.credit else ""

    def address(self, name: str) -> str:
        """The public path of a rendition; whether it answers is the view's affair."""
        return reverse("photo", args=[self.token, name])

    def of_use(self, use: str, media_type: str) -> list[dict]:
        """Renditions of one use and type, narrowest first, each with its "url"."""
        rows = (r for r in self.renditions if r["use"] == use and r["type"] == media_type)
        return [
            {**row, "url": self.address(row["name"])}
            for row in sorted(rows, key=lambda row: row["width"])
        ]

    def srcset(self, media_type: str, use: str = "width", *, up_to: int | None = None) -> str:
        """For <source> and <img>: "/photo/…-320.webp 320w, …"; `up_to`: widest, in pixels."""
        rows = self.of_use(use, media_type)
        narrow = [row for row in rows if up_to is None or row["width"] <= up_to] or rows[:1]
        return ", ".join(f"{row['url']} {row['width']}w" for row in narrow)

    def rendition(
        self, use: str, width: int | None = None, media_type: str = "image/jpeg"
    ) -> dict | None:
        """The narrowest of `use` that is at least `width` pixels wide, else the widest there is."""
        rows = self.of_use(use, media_type)
        enough = [row for row in rows if row["width"] >= (width or 0)]
        return (enough or rows[-1:] or [None])[0]

    @property
    def card(self) -> dict | None:
        """The link preview's picture: always JPEG 1200×630. None until renditions are made."""
        return self.rendition("card")
