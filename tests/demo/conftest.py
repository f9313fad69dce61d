import io
import zlib

import pytest
from django.core.management import call_command
from PIL import Image

from newsroom.demo import pictures


@pytest.fixture
def quick_pictures(monkeypatch):
    """A plain field of its own colour for each picture; drawing is tested apart."""

    def draw(name):
        colour = zlib.crc32(name.encode()) & 0xFFFFFF
        out = io.BytesIO()
        Image.new("RGB", (320, 180), f"#{colour:06x}").save(out, "JPEG")
        return out.getvalue()

    monkeypatch.setattr(pictures, "draw", draw)


@pytest.fixture
def load_demo(db, settings, tmp_path, quick_pictures):
    """Runs the command and returns what it printed."""
    settings.VAR = tmp_path

    def load():
        out = io.StringIO()
        call_command("load_demo", stdout=out)
        return out.getvalue()

    return load
