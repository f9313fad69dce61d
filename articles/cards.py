"""What a link to a story shows elsewhere: a sentence and a picture, in the story's own language."""

from dataclasses import dataclass

from django.templatetags.static import static
from django.utils.text import Truncator, capfirst

from articles import body
from articles.addresses import absolute

CARD_SIZE = (1200, 630)  # pixels; what every messenger and network takes
LONGEST_SUMMARY = 200  # letters, where a story has no standfirst


@dataclass(frozen=True)
class Picture:
    """A JPEG that may be shown anywhere: `url` is absolute and changes with the picture."""

    url: str
    width: int  # pixels
    height: int
    alt: str
    type: str = "image/jpeg"


def summary(edition):
    """The standfirst; the first words of the text where there is none. What is paid says so."""
    text = edition.standfirst or body.text_of(edition.body)
    text = " ".join(text.split()) or edition.headline
    text = text if edition.standfirst else Truncator(text).chars(LONGEST_SUMMARY)
    return f"{capfirst(edition.get_label_display())}. {text}" if edition.label else text


def picture(edition):
    """The card of the lead photo, else of the video's poster, else the language's own card."""
    for photo in (edition.lead_photo, edition.poster):
        card = photo and photo.card
        if card:
            alt = photo.alt(edition.language) or edition.lead_caption or edition.headline
            return Picture(absolute(card["url"]), card["width"], card["height"], alt)
    return default_picture(edition.language, alt=edition.headline)


def default_picture(language, *, alt):
    """For pages and stories without a photo; drawn by the command `draw_default_cards`."""
    return Picture(absolute(static(f"newsroom/site/card-{language}.jpg")), *CARD_SIZE, alt)
