"""The photo picker: a card in a form, and what its dialog is told about a photo."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.pagecache import changes
from newsroom.photos import library
from newsroom.photos.forms import ACCEPT
from newsroom.photos.models import Photo

PUBLIC = re.compile(r"/photo/([0-9a-f]{32})/")


def desk_address(photo, name):
    """The signed-in address of a rendition: it answers for photos that readers do not have yet."""
    return reverse("admin:photos_photo_file", args=[photo.token, name])


def for_the_desk(text):
    """HTML or a path with the readers' photo addresses turned into signed-in ones."""
    desk = reverse("admin:photos_photo_file", args=["0" * 32, "x"]).partition("0" * 32)[0]
    changed = PUBLIC.sub(rf"{desk}\1/", text)
    return mark_safe(changed) if isinstance(text, SafeString) else changed  # noqa: S308


def thumbnail(photo, width=320):
    """Signed-in address of a small picture; "" while renditions are missing."""
    row = photo.rendition("width", width)
    return desk_address(photo, row["name"]) if row else ""


def words(photo):
    """A photo as the dialog and the card know it (JSON values)."""
    return {
        "id": photo.pk,
        "thumb": thumbnail(photo),
        "picture": thumbnail(photo, 800),
        "width": photo.width,
        "height": photo.height,
        "label": str(photo),
        "caption": photo.caption,
        "credit": photo.credit_line(get_language()),
        "credits": {code: photo.credit_line(code) for code in languages.LANGUAGES},
        "alt": {code: photo.alt(code) for code in languages.LANGUAGES},
        "notice": str(photo.notice),
    }


class PhotoCard(forms.Widget):
    """A chosen photo with its picture; `with_words`: its credit and alt text are edited in place.

    The credit and the alt text belong to the photo, so what the card began with goes along in
    `-was` inputs: only what was changed here is written.
    """

    language = ""  # of the story: credit and alt text are written in it

    def __init__(self, *, with_words=False, attrs=None):
        super().__init__(attrs)
        self.with_words = with_words

    def value_from_datadict(self, data, files, name):
        if not self.with_words:
            return data.get(name)
        keys = ("credit", "alt", "credit-was", "alt-was")
        return {"pk": data.get(name), **{key: data.get(f"{name}-{key}", "") for key in keys}}

    def render(self, name, value, attrs=None, renderer=None):
        typed = value if isinstance(value, dict) else {"pk": value}
        pk = str(typed["pk"] or "")
        photo = Photo.objects.for_cards().filter(pk=pk).first() if pk.isdecimal() else None
        language = self.language or get_language()
        context = {
            "name": name,
            "id": (attrs or {}).get("id", f"id_{name}"),
            "photo": photo,
            "words": words(photo) if photo else None,
            "alt": photo.alt(language) if photo else "",
            "credit": photo.credit_line(language) if photo else "",
            "typed": {key.replace("-", "_"): value for key, value in typed.items()},
            "with_words": self.with_words,
            "was_typed": "credit" in typed,
        }
        return render_to_string("admin/photos/_card.html", context)

    def id_for_label(self, id_):
        return f"{id_}-choose" if id_ else id_


class PhotoField(forms.ModelChoiceField):
    """A photo chosen in a PhotoCard."""

    def __init__(self, **options):
        options.pop("limit_choices_to", None)
        options.pop("to_field_name", None)
        options.pop("queryset", None)
        options.pop("blank", None)
        with_words = options.pop("with_words", False)
        options["widget"] = PhotoCard(with_words=with_words)
        super().__init__(Photo.objects.for_cards(), **options)
        self.with_words = with_words

    def clean(self, value):
        typed = value if isinstance(value, dict) else {"pk": value}
        try:
            photo = super().clean(typed["pk"])
        except ValidationError as wrong:
            raise ValidationError(_("This photo is no longer in the library.")) from wrong
        if photo and len(typed.get("alt", "")) > Photo._meta.get_field("alt_kk").max_length:
            raise ValidationError(_("The alt text is longer than 300 letters."))
        if photo and len(typed.get("credit", "")) > 200:
            raise ValidationError(_("The credit is longer than 200 letters."))
        if photo:
            photo.typed = typed
        return photo

    def has_changed(self, initial, data):
        if not isinstance(data, dict):
            return super().has_changed(initial, data)
        words_changed = any(data[key] != data[f"{key}-was"] for key in ("credit", "alt"))
        return words_changed or super().has_changed(initial, data["pk"])


def keep_words(photo, language):
    """Write the credit and alt text changed in the card of `photo`; names of the changed fields.

    Needs a transaction.
    """
    typed = getattr(photo, "typed", None) or {}
    changed = []
    for key in ("credit", "alt"):
        new = " ".join(typed.get(key, "").split())
        if key not in typed or new == typed.get(f"{key}-was", ""):
            continue
        if key == "credit":
            photo.credit = library.credit_for(new, language)
            changed.append("credit")
        else:
            setattr(photo, f"alt_{language}", new)
            changed.append(f"alt_{language}")
    if changed:
        photo.save(update_fields=[*changed, "search_text"])
        changes.log(photo.cache_keys())
    return changed


def dialog_words():
    """What the picker's script needs to know, for json_script."""
    return {
        "library": reverse("admin:photos_photo_library"),
        "upload": reverse("admin:photos_photo_upload"),
        "words": reverse("admin:photos_photo_words"),
        "accept": ACCEPT,
        "say": {key: str(text) for key, text in SENTENCES.items()},
    }


SENTENCES = {
    "nothing": _("No photo found."),
    "picked": _("Photos chosen:"),
    "next": _("Choose the next one, or close the library."),
    "uploading": _("The photo is being uploaded…"),
    "failed": _("The photo did not arrive. Check the connection and try again."),
    "signed_out": _("You are signed out. Sign in again in another tab, then come back here."),
}
