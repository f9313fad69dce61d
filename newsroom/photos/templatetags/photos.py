import re

from django import template
from django.utils.translation import get_language

from newsroom.languages import fold

register = template.Library()

#: Widest rendition for phones, in pixels: more than twice a 390 px screen shows nobody anything.
PHONE = 800


@register.inclusion_tag("photos/_figure.html")
def figure(photo, *, caption=None, sizes="100vw", lazy=True):
    """Draw a photo with caption and credit; no photo, no figure.

    `caption` is that of this use; None takes the photo's own, "" has none. `sizes` as in <img>.
    The first photo of a page is not `lazy`: it is asked for before the others.
    """
    fallback = photo and photo.rendition("width", PHONE)
    if not fallback:
        return {"photo": None}
    language = get_language() or "kk"
    caption = photo.caption if caption is None else caption
    credit = photo.credit_line(language)
    return {
        "photo": photo,
        "alt": photo.alt(language),
        "caption": "" if _says_the_same(caption, credit) else caption,
        "credit": credit,
        "fallback": fallback,
        "webp_phone": photo.srcset("image/webp", up_to=PHONE),
        "webp": photo.srcset("image/webp"),
        "jpeg": photo.srcset("image/jpeg"),
        "sizes": sizes,
        "lazy": lazy,
    }


@register.inclusion_tag("photos/_card_picture.html")
def card_picture(photo, *, alt="", sizes="(max-width: 640px) 35vw, 320px", lazy=True):
    """Draw a photo cut to 16:9 for a list. Without `alt` it is silent: the headline speaks."""
    fallback = photo and photo.rendition("wide", 320)
    if not fallback:
        return {"photo": None}
    return {
        "photo": photo,
        "alt": alt,
        "fallback": fallback,
        "webp": photo.srcset("image/webp", "wide"),
        "jpeg": photo.srcset("image/jpeg", "wide"),
        "sizes": sizes,
        "lazy": lazy,
    }


@register.simple_tag
def rendition(photo, width, *, use="width"):
    """For places with one address (a logo, a poster): url, width, height in pixels, or None."""
    return photo.rendition(use, width) if photo else None


@register.filter
def credit(photo):
    """Whose photo it is, for places that do not draw a figure; "" without a photo or a credit."""
    return photo.credit_line(get_language() or "kk") if photo else ""


LABEL = re.compile(r"^(фото|сурет|photo)( авторы| автор)?\s*[:.—–-]\s*")


def _says_the_same(caption, credit):
    """Releases often bring «Фото: press service» as the caption: then one of the two is enough."""
    bare = LABEL.sub("", fold(caption)).strip(" .«»\"'()")
    return bool(bare) and bare == fold(credit).strip(" .«»\"'()")
