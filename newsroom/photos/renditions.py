"""Draw what readers get from a decoded picture: whole at several widths, and crops.

Every name begins with the hash of the file's bytes, so whatever changes the picture changes its
address, and an address never changes its picture.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

WIDTHS = (320, 480, 640, 800, 1200, 1600)
WIDE_WIDTHS = (320, 640, 960)
SQUARE = 160
CARD = (1200, 630)

TYPES = {"image/jpeg": "jpg", "image/webp": "webp"}

#: What names look like, and so what may be asked of the storage.
NAME = re.compile(r"[0-9a-f]{16}-[a-z0-9]{1,12}\.(?P<ending>jpg|webp)")

#: Most bytes of a rendition 800 pixels wide, which is what a phone shows as the lead photo;
#: other sizes get their share by area, smaller ones a little more.
MOST_BYTES = {"image/jpeg": 80_000, "image/webp": 60_000}
CARD_MOST_BYTES = 280_000  # WhatsApp drops heavier previews

BEST_QUALITY, LEAST_QUALITY, QUALITY_STEP = 80, 32, 8


@dataclass(frozen=True)
class Rendition:
    """A file to store. `use`: see Photo.renditions; `content`: JPEG or WebP bytes."""

    label: str
    use: str
    width: int
    height: int
    type: str
    content: bytes

    @property
    def name(self) -> str:
        digest = hashlib.sha256(self.content).hexdigest()[:16]
        return f"{digest}-{self.label}.{TYPES[self.type]}"

    def row(self) -> dict:
        """As kept in Photo.renditions."""
        return {
            "name": self.name,
            "use": self.use,
            "width": self.width,
            "height": self.height,
            "type": self.type,
            "bytes": len(self.content),
        }


def whole(image: Image.Image, width: int) -> Iterator[Rendition]:
    """The whole picture at WIDTHS, up to the original's `width` (pixels) and never enlarged."""
    widest = min(width, image.width, WIDTHS[-1])
    qualities = dict.fromkeys(TYPES, BEST_QUALITY)  # what a narrower one could not afford
    for step in sorted({*(step for step in WIDTHS if step < widest), widest}):
        size = (step, max(1, round(image.height * step / image.width)))
        yield from _both_types(_resized(image, size), qualities, use="width", label=str(step))


def crops(image: Image.Image, focal: tuple[float, float]) -> Iterator[Rendition]:
    """The crops around `focal` (0..1 from left and top): card, 16:9 for lists, square."""
    card = _cropped(image, CARD, focal)
    content, _quality = _encoded(card, "image/jpeg", CARD_MOST_BYTES, BEST_QUALITY)
    yield Rendition("card", "card", *CARD, "image/jpeg", content)
    for width in WIDE_WIDTHS:
        if width <= image.width or width == WIDE_WIDTHS[0]:
            crop = _cropped(image, (width, width * 9 // 16), focal)
            yield from _both_types(crop, {}, use="wide", label=f"wide{width}")
    square = _cropped(image, (SQUARE, SQUARE), focal)
    yield from _both_types(square, {}, use="square", label="square")


def crop_box(
    size: tuple[int, int], ratio: float, focal: tuple[float, float]
) -> tuple[float, float, float, float]:
    """The largest box of `ratio` (width to height) in `size` whose middle is nearest `focal`."""
    width, height = size
    wide = min(width, height * ratio)
    high = wide / ratio
    left = min(max(focal[0] * width - wide / 2, 0), width - wide)
    top = min(max(focal[1] * height - high / 2, 0), height - high)
    return left, top, left + wide, top + high


def _cropped(image, size, focal):
    box = crop_box(image.size, size[0] / size[1], focal)
    return image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)


def _resized(image, size):
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _both_types(image, qualities, *, use, label):
    """`qualities`: by media type, where to begin; left at what was needed here."""
    for media_type, most in MOST_BYTES.items():
        share = most * (image.width / 800) ** 1.5
        best = qualities.get(media_type, BEST_QUALITY)
        content, qualities[media_type] = _encoded(image, media_type, share, best)
        yield Rendition(label, use, *image.size, media_type, content)


def _encoded(image, media_type, most_bytes, best):
    """At the best quality that fits `most_bytes`, or at LEAST_QUALITY when nothing does."""
    for quality in range(best, LEAST_QUALITY - 1, -QUALITY_STEP):
        out = io.BytesIO()
        image.save(out, quality=quality, **ENCODERS[media_type])
        if out.tell() <= most_bytes:
            break
    return out.getvalue(), quality


ENCODERS = {
    "image/jpeg": {"format": "JPEG", "progressive": True, "optimize": True},
    "image/webp": {"format": "WEBP", "method": 4},
}
