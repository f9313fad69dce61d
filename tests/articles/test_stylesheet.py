"""The one stylesheet of the public site: light, old-browser-proof, readable in both schemes."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from newsroom.photos.renditions import WIDE_WIDTHS

SITE = settings.BASE_DIR / "static" / "newsroom" / "site"
CSS = (SITE / "site.css").read_text()

# Words on grounds, as the stylesheet puts them.
PAIRS = [
    ("ink", "paper"),
    ("ink", "wash"),
    ("ink", "urgent-wash"),
    ("quiet", "paper"),
    ("quiet", "wash"),
    ("quiet", "urgent-wash"),
    ("accent", "paper"),
    ("accent", "wash"),
    ("urgent", "paper"),
    ("urgent", "urgent-wash"),
]


def tokens(scheme):
    """The colours of the "light" or the "dark" scheme, by name."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#\w+);", blocks[0 if scheme == "light" else 1]))


def luminance(colour):
    """WCAG 2.2, relative luminance of #rgb or #rrggbb."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_have_enough_contrast(scheme, words, ground):
    colours = tokens(scheme)

    light, dark = sorted((luminance(colours[words]), luminance(colours[ground])), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_stylesheet_weighs_less_than_25_kb():
    assert len(CSS.encode()) < 25 * 1024


def test_fonts_of_a_kazakh_page_weigh_less_than_30_kb():
    files = [SITE / "fonts" / f"{face}-cyrillic.woff2" for face in ("text", "bold")]

    assert sum(file.stat().st_size for file in files) < 30 * 1024


def test_every_face_in_the_stylesheet_is_there():
    addresses = re.findall(r'url\("([^"]+)"\)', CSS)

    assert addresses
    assert all((SITE / address).is_file() for address in addresses)


def test_the_sharpest_phone_takes_the_smallest_picture_for_a_row():
    rows = re.findall(r"\.(?:card-photo|partners \.frame) { flex: none; width: (\d+)px", CSS)
    asked = [
        int(width)
        for template in (settings.BASE_DIR / "templates" / "articles").glob("*.html")
        for width in re.findall(r'sizes="[^"]*, (1\d\d)px"', template.read_text())
    ]

    assert set(asked) == {int(width) for width in rows}
    assert max(asked) * 3 <= WIDE_WIDTHS[0]  # three pixels to a point


def test_chrome_70_understands_the_layout():
    too_new = r"[{;\s](?:gap|row-gap|aspect-ratio|inset)\s*:|:has\(|:is\(|:where\(|clamp\(|&\s"

    assert re.findall(too_new, CSS) == []


@pytest.mark.django_db
@pytest.mark.parametrize("template", ["500.html", "not_saved.html"])
def test_page_of_a_broken_site_speaks_three_languages_and_asks_for_nothing(
    template, django_assert_num_queries
):
    with django_assert_num_queries(0):
        page = render_to_string(template)

    assert all(words in page for words in ('lang="kk"', 'lang="ru"', 'lang="en"'))
