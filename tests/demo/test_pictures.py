"""The drawn pictures: of use to a newspaper, and the same on every machine."""

import io

import pytest
from PIL import Image

from newsroom.demo import pictures


@pytest.mark.parametrize("name", ["lake", "theatre"])
def test_a_picture_is_drawn_the_same_twice(name):
    assert pictures.draw(name) == pictures.draw(name)


def test_a_picture_is_a_wide_photo_of_some_weight():
    content = pictures.draw("school")

    image = Image.open(io.BytesIO(content))
    assert image.format == "JPEG"
    assert image.size == (1600, 900)
    assert 100_000 < len(content) < 1_500_000
