import functools
import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from newsroom.photos import library


@functools.cache
def _jpeg(size):
    out = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


@pytest.fixture
def make_photo(chief):
    def make(size=(1600, 1000), **words):
        file = SimpleUploadedFile("photo.jpg", _jpeg(size))
        return library.add(file, by=chief, credit="Фотограф", **words)

    return make


class Head:
    """What a link-preview reader finds in a page: its meta tags and links, first of a name wins."""

    def __init__(self, text):
        self.text = text
        self.metas, self.links = {}, []
        for tag in re.findall(r"<(?:meta|link)\b[^>]*>", text):
            words = {
                name: unescape(value) for name, value in re.findall(r'([\w:-]+)="([^"]*)"', tag)
            }
            key = words.get("property") or words.get("name")
            if key:
                self.metas.setdefault(key, []).append(words["content"])
            elif "rel" in words:
                self.links.append(words)

    def __getitem__(self, key):
        return self.metas[key][0]

    @property
    def canonical(self):
        return next(link["href"] for link in self.links if link["rel"] == "canonical")

    @property
    def languages(self):
        return {link["hreflang"]: link["href"] for link in self.links if "hreflang" in link}


@pytest.fixture
def head_of(client):
    """The head of a public page, as its crawlers read it."""

    def read(path):
        response = client.get(path)
        assert response.status_code == 200
        return Head(response.content.decode().partition("</head>")[0])

    return read
