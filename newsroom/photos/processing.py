"""From an uploaded file to a picture in memory: judged first, decoded within limits after.

Nothing here touches the database or the storage; `renditions` draws from what comes out.
"""

from __future__ import annotations

import io
import os
import struct
import threading
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms

MAX_BYTES = 30 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_SIDE = 16_000  # pixels; WebP ends at 16,383
MIN_SIDE = 16  # pixels; a smaller picture is a tracking dot or a bullet
MAX_FRAMES = 300
MAX_SCANS = 100  # of a progressive JPEG; each costs a pass over all its pixels

#: What decoding keeps, in pixels: enough for the widest rendition and for the card.
WORK_SIZE = (1600, 630)

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}

# Pillow's own alarm, for whatever our check might not see: it refuses twice this number.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

TOO_MANY_PIXELS = _(
    "The picture has more than 50 million pixels (for example 8000 × 6000). "
    "Make it smaller and upload it again."
)
BROKEN = _("The picture is damaged or was not uploaded to the end. Upload it again.")

#: What Pillow's readers raise on damaged files, as seen by flipping bytes in good ones.
FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    EOFError,
    struct.error,
    zlib.error,
)

_one_at_a_time = threading.Lock()  # 50 megapixels take up to 800 MB for a second or two


class BadPhoto(ValueError):
    """The file cannot go into the library; `sentence` (translatable) tells the editor why."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self):
        return str(self.sentence)


@dataclass(frozen=True)
class Verdict:
    """What the header says of a file that may be decoded."""

    extension: str
    width: int  # pixels, upright
    height: int
    bytes: int
    notice: object = ""  # a sentence for the editor, translatable


def judge(file) -> Verdict:
    """Raise BadPhoto for what must not be decoded; reads the header only, never the name.

    `file` is anything that reads bytes and seeks. It is left at its beginning.
    """
    size = file.seek(0, os.SEEK_END) or file.tell()
    if not size:
        raise BadPhoto(_("The file is empty."))
    if size > MAX_BYTES:
        raise BadPhoto(_("The file is larger than 30 MB. Make the picture smaller."))
    image = _opened(file)
    width, height = image.size
    frames = 1 if image.format == "MPO" else getattr(image, "n_frames", 1)
    _check_measures(width, height, frames)
    if image.format in ("JPEG", "MPO"):
        _check_scans(file)
    if _orientation(image) in SIDEWAYS:
        width, height = height, width
    file.seek(0)
    return Verdict(
        extension=FORMATS.get(image.format, "jpg"),
        width=width,
        height=height,
        bytes=size,
        notice=_("The picture moves; only its first frame is shown.") if frames > 1 else "",
    )


def decode(file) -> Image.Image:
    """The picture upright, in sRGB on white, without metadata, at WORK_SIZE or a little above.

    Judge first. Raises BadPhoto if the file is damaged or cut short.
    """
    with _one_at_a_time:
        image = _opened(file)
        orientation, profile = _orientation(image), image.info.get("icc_profile")
        try:
            image = _to_srgb(_on_white(_reduced(image, orientation)), profile)
        except FAULTS as fault:
            raise BadPhoto(BROKEN) from fault
        finally:
            file.seek(0)
    if orientation in TURNS:
        image = image.transpose(TURNS[orientation])
    image.info.clear()  # or encoders would copy comments, profiles, positions
    return image


# --- the header


def _opened(file):
    """Pillow's lazy image of `file`; for JPEG with more pictures inside, the first."""
    file.seek(0)
    try:
        return Image.open(file, formats=list(FORMATS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise BadPhoto(TOO_MANY_PIXELS) from bomb
    except FAULTS as fault:
        raise BadPhoto(_what_it_is_instead(file)) from fault


def _what_it_is_instead(file):
    """A sentence for a file that is none of FORMATS, or only says that it is."""
    file.seek(0)
    head = file.read(1024).lstrip().lower()
    if head[4:8] == b"ftyp" and head[8:11] in (b"hei", b"hev", b"mif", b"msf"):
        return _("This is a HEIC picture from a phone. Save it as JPEG and upload that.")
    if b"<svg" in head:
        return _("Drawings (SVG) are not accepted. Save the drawing as PNG and upload that.")
    if b"<html" in head or head.startswith(b"<!doctype html"):
        return _("This is a web page, not a picture. Save the picture itself and upload that.")
    if head.startswith((b"\xff\xd8\xff", b"\x89png", b"gif8", b"riff")) or head[4:8] == b"ftyp":
        return BROKEN
    return _("This file is not a picture that we can read. Use JPEG, PNG, WebP, GIF or AVIF.")


def _check_measures(width, height, frames):
    if width * height > MAX_PIXELS:
        raise BadPhoto(TOO_MANY_PIXELS)
    if max(width, height) > MAX_SIDE:
        raise BadPhoto(_("The picture is longer than 16,000 pixels. Cut it and upload it again."))
    if min(width, height) < MIN_SIDE:
        raise BadPhoto(_("The picture is too small: a side has less than 16 pixels."))
    if frames > MAX_FRAMES:
        raise BadPhoto(_("The picture has more than 300 frames. Upload a video instead."))


def _check_scans(file):
    """A scan begins with FF DA, which JPEG's compressed bits never spell (T.81, B.1.1.5)."""
    file.seek(0)
    if file.read().count(b"\xff\xda") > MAX_SCANS:
        raise BadPhoto(_("The picture is built in an unusual way. Save it as JPEG once more."))


# --- upright

SIDEWAYS = {5, 6, 7, 8}
TURNS = {  # values of the orientation tag, Exif 2.32 §4.6.4
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ORIENTATION_TAG = 0x0112


def _orientation(image) -> int:
    """1 to 8; 1 when the file does not say or says nonsense.

    A PNG that says nothing before its pixels would be decoded in search of it.
    """
    if image.format == "PNG" and "exif" not in image.info:
        return 1
    try:
        return int(image.getexif().get(ORIENTATION_TAG, 1))
    except FAULTS:
        return 1


# --- pixels


def _reduced(image, orientation):
    """Decode to the least size that serves WORK_SIZE; JPEG skips detail while decoding."""
    wide, high = reversed(WORK_SIZE) if orientation in SIDEWAYS else WORK_SIZE
    image.draft(None, (wide, high))
    image.load()
    if image.mode in ("P", "1", "PA"):
        image = image.convert("RGBA")
    elif image.mode.startswith("I"):
        image = _eight_bits(image)
    elif "transparency" in image.info:
        image = image.convert("RGBA")
    factor = max(wide / image.width, high / image.height)
    if factor < 1:
        size = (round(image.width * factor), round(image.height * factor))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return image


def _eight_bits(image):
    """16-bit grey to 8; Pillow's own conversion cuts off instead of scaling."""
    return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")


def _on_white(image):
    if image.mode not in ("RGBA", "LA", "La", "RGBa"):
        return image
    image = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _to_srgb(image, profile):
    """Into sRGB by the file's own colour profile (ICC, bytes) if it has one that fits."""
    if profile and b"sRGB" not in profile[:2048]:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile for another kind of picture: go by the numbers
    return image.convert("RGB")
