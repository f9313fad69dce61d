"""Pictures are drawn here, none is read from a file; each test says what is odd in its own."""

import functools
import io
import random
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image, ImageChops, ImageDraw

from newsroom.photos import library


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT / "photos"


@pytest.fixture(autouse=True)
def _english():
    """What the editor is told is compared as the code says it."""
    with translation.override("en"):
        yield


def _noise(dice, size, spread):
    """As Image.effect_noise, whose dice nobody can hold."""
    noise = Image.frombytes("L", size, dice.randbytes(size[0] * size[1]))
    return noise.point([round(128 + (grey - 127.5) * spread / 74) for grey in range(256)])


@functools.cache
def _photo_like(width, height):
    """Soft clouds, sharp edges, film grain: as hard to compress as a busy street photo."""
    dice = random.Random(7)
    channels = []
    for _channel in range(3):
        channel = Image.new("L", (width, height), 128)
        for cells in (4, 16, 64, 256):
            noise = _noise(dice, (cells, cells), 60).resize((width, height))
            channel = Image.blend(channel, noise, 0.3)
        channels.append(channel)
    picture = Image.merge("RGB", channels)
    draw = ImageDraw.Draw(picture)
    for _spot in range(50):
        x, y, radius = (
            dice.randrange(width),
            dice.randrange(height),
            dice.randrange(2, 4 + width // 9),
        )
        colour = tuple(dice.randrange(256) for _channel in range(3))
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)
    grain = Image.merge("RGB", [_noise(dice, (width, height), 12)] * 3)
    return ImageChops.add(picture, grain, offset=-128)


@pytest.fixture
def photo_like():
    return _photo_like


@pytest.fixture
def upload():
    """Save a Pillow image as an uploaded file: upload(image, "PNG", name="x.png", exif=...)."""

    def make(image, kind="JPEG", *, name="photo.jpg", **options):
        out = io.BytesIO()
        image.save(out, kind, **options)
        return SimpleUploadedFile(name, out.getvalue())

    return make


@pytest.fixture
def file_of():
    def make(content, name="photo.jpg"):
        return SimpleUploadedFile(name, content)

    return make


@pytest.fixture
def bomb(file_of):
    """A PNG of black pixels, some kilobytes long whatever its size."""

    def make(width, height):
        row = b"\x00" * (1 + (width + 7) // 8)
        packer = zlib.compressobj(9)
        pixels = b"".join(packer.compress(row) for _row in range(height)) + packer.flush()
        chunks = [
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)),
            (b"IDAT", pixels),
            (b"IEND", b""),
        ]
        content = b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )
        return file_of(content, "bomb.png")

    return make


@pytest.fixture
def two_colours():
    """Red on the left, blue on the right: shows which way a picture was turned or cut."""

    def make(width=600, height=400):
        picture = Image.new("RGB", (width, height), (220, 20, 20))
        picture.paste((20, 20, 220), (width // 2, 0, width, height))
        return picture

    return make


@pytest.fixture
def add_photo(upload, two_colours, db):
    """A photo in the library; what is not named is a JPEG of 1200×800 without words."""

    def make(image=None, **words):
        return library.add(upload(image or two_colours(1200, 800)), by=None, **words)

    return make


@pytest.fixture
def drawn():
    """What readers would get: the rendition `row` of `photo`, opened."""

    def make(photo, row):
        file, _media_type = library.open_rendition(photo, row["name"])
        with file:
            image = Image.open(file)
            image.load()
        return image

    return make
