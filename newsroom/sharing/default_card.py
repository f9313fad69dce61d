"""The picture of a link to a page without a photo: morning over hills, and one word.

Drawn by code so that it can be drawn again; the files that readers get are committed
(`manage.py draw_default_cards`). No name of a site stands in it.
"""

import io
import math

from django.conf import settings
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

SIZE = (1200, 630)  # pixels
WORDS = {"kk": "Жаңалықтар", "ru": "Новости", "en": "News"}
FONTS = {"kk": "bold-cyrillic", "ru": "bold-cyrillic", "en": "bold-latin"}

# Colours of the sky from its top to the skyline, and of the hills from the far to the near.
SKY = [(0.0, (10, 52, 66)), (0.45, (38, 104, 118)), (0.8, (222, 178, 140)), (1.0, (247, 214, 170))]
HILLS = [
    # colour, height of the skyline (0 top, 1 bottom), waves: (length in widths, height, shift)
    ((126, 138, 136), 0.700, [(0.90, 0.030, 0.4), (0.37, 0.018, 2.1), (0.13, 0.006, 0.7)]),
    ((70, 103, 107), 0.765, [(0.70, 0.032, 2.9), (0.29, 0.014, 0.2), (0.10, 0.004, 1.9)]),
    ((29, 74, 83), 0.835, [(1.10, 0.036, 5.0), (0.41, 0.012, 1.3), (0.17, 0.004, 2.2)]),
    ((11, 48, 58), 0.915, [(0.80, 0.030, 1.2), (0.33, 0.010, 3.3)]),
]
SUN, SUN_AT, SUN_RADIUS = (255, 240, 214), (0.735, 0.645), 0.105  # radius in heights
INK = (255, 255, 255)
FINER = 2  # drawn so many times larger, then made smaller: smooth edges


def draw(language):
    """The card of a language as JPEG bytes."""
    image = _sky()
    _light(image)
    for colour, height, waves in HILLS:
        _hill(image, colour, height, waves)
    _word(image, WORDS[language], FONTS[language])
    out = io.BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(
        out, "JPEG", quality=88, progressive=True, optimize=True
    )
    return out.getvalue()


def _sky():
    width, height = SIZE[0] * FINER, SIZE[1] * FINER
    skyline = HILLS[0][1] * height
    column = Image.new("RGB", (1, height))
    for y in range(height):
        column.putpixel((0, y), _between(SKY, min(y / skyline, 1)))
    return column.resize((width, height))


def _between(stops, place):
    """The colour at `place` (0..1) of a scale of colours."""
    for (start, first), (end, last) in zip(stops, stops[1:], strict=False):
        if place <= end:
            share = (place - start) / (end - start)
            return tuple(round(a + (b - a) * share) for a, b in zip(first, last, strict=True))
    return stops[-1][1]


def _light(image):
    """The sun, and the glow around it."""
    width, height = image.size
    x, y, radius = SUN_AT[0] * width, SUN_AT[1] * height, SUN_RADIUS * height
    small = (width // 8, height // 8)  # a glow needs no detail
    glow = Image.new("RGB", small)
    for times, colour in ((3.4, (46, 30, 18)), (2.0, (58, 40, 24))):
        layer = Image.new("RGB", small)
        box = [(x - radius * times) / 8, (y - radius * times) / 8]
        box += [(x + radius * times) / 8, (y + radius * times) / 8]
        ImageDraw.Draw(layer).ellipse(box, fill=colour)
        layer = layer.filter(ImageFilter.GaussianBlur(radius * times / 26))
        glow = ImageChops.add(glow, layer)
    image.paste(ImageChops.screen(image, glow.resize(image.size, Image.Resampling.BICUBIC)))
    disc = [x - radius, y - radius, x + radius, y + radius]
    ImageDraw.Draw(image).ellipse(disc, fill=SUN)


def _hill(image, colour, level, waves):
    width, height = image.size
    edge = []
    for x in range(0, width + 1, 2):
        rise = sum(
            high * math.sin(2 * math.pi * x / (long * width) + shift) for long, high, shift in waves
        )
        edge.append((x, height * (level - rise)))
    ImageDraw.Draw(image).polygon([*edge, (width, height), (0, height)], fill=colour)


def _word(image, word, font):
    """Top left, under a rule as on the site's own pages."""
    path = settings.BASE_DIR / "static" / "newsroom" / "site" / "fonts" / f"{font}.woff2"
    drawing = ImageDraw.Draw(image)
    left, top = 80 * FINER, 78 * FINER
    drawing.rectangle([left, top, left + 120 * FINER, top + 8 * FINER - 1], fill=INK)
    face = ImageFont.truetype(str(path), 116 * FINER)
    drawing.text((left - 4 * FINER, top + 26 * FINER), word, font=face, fill=INK)
