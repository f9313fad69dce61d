"""What readers get of a photo: sizes, weights, crops, and nothing that the camera wrote."""

import re

import pytest
from PIL import Image

from newsroom.photos import library, processing, renditions

pytestmark = pytest.mark.once


def test_readers_get_both_types_at_every_width_up_to_the_original(add_photo, photo_like):
    photo = add_photo(photo_like(1200, 800))

    for media_type in ("image/jpeg", "image/webp"):
        rows = photo.of_use("width", media_type)
        assert [row["width"] for row in rows] == [320, 480, 640, 800, 1200]
        assert rows[0]["height"] == 213


def test_a_small_photo_is_not_blown_up_but_its_card_is(add_photo, photo_like):
    photo = add_photo(photo_like(500, 400))

    assert [row["width"] for row in photo.of_use("width", "image/webp")] == [320, 480, 500]
    assert [row["width"] for row in photo.of_use("wide", "image/webp")] == [320]
    assert (photo.card["width"], photo.card["height"]) == (1200, 630)


@pytest.mark.parametrize("size", [(16, 16), (16, 3000), (3000, 16), (319, 200), (400, 16000)])
def test_odd_shapes_have_all_that_pages_need(add_photo, size):
    photo = add_photo(Image.new("RGB", size, "teal"))

    assert photo.card["height"] == 630
    for use in ("width", "wide", "square"):
        assert photo.of_use(use, "image/jpeg")
        assert photo.of_use(use, "image/webp")


@pytest.mark.parametrize("size", [(2400, 1800), (1800, 2400)])
def test_a_phone_gets_the_lead_photo_in_60_kb_and_a_preview_its_card_in_280(
    add_photo, photo_like, size
):
    photo = add_photo(photo_like(*size))

    assert photo.rendition("width", 800, "image/webp")["bytes"] <= 60_000
    assert photo.rendition("width", 800, "image/jpeg")["bytes"] <= 80_000
    assert photo.card["bytes"] <= 280_000


def test_even_pure_noise_gets_a_card_that_previews_take(add_photo):
    noise = Image.merge("RGB", [Image.effect_noise((1300, 900), 200) for _channel in "rgb"])

    photo = add_photo(noise)

    assert photo.card["bytes"] <= 280_000


def test_nothing_that_the_camera_wrote_reaches_readers(add_photo, upload, photo_like, drawn):
    exif = Image.Exif()
    exif[0x010E], exif[0x010F] = "secret", "secret"
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 14.0, 0.0), 3: "E", 4: (76.0, 53.0, 0.0)})
    file = upload(photo_like(1200, 800), exif=exif, comment=b"secret", xmp=b"<secret/>")
    photo = library.add(file, by=None)

    for row in photo.renditions:
        picture = drawn(photo, row)
        assert not picture.getexif()
        assert not {"comment", "xmp", "photoshop", "icc_profile", "exif"} & picture.info.keys()
        with library.open_rendition(photo, row["name"])[0] as file:
            assert b"secret" not in file.read()


def test_stored_figures_are_those_of_the_file(add_photo, drawn):
    photo = add_photo()

    for row in photo.renditions:
        picture = drawn(photo, row)
        assert picture.size == (row["width"], row["height"])
        assert picture.get_format_mimetype() == row["type"]
        assert renditions.NAME.fullmatch(row["name"])


def test_jpegs_are_progressive_so_that_a_weak_link_shows_something(add_photo, drawn):
    photo = add_photo()

    assert drawn(photo, photo.rendition("width", 800)).info["progressive"]


def test_crops_follow_the_focal_point(add_photo, two_colours, drawn):
    photo = add_photo(two_colours(1600, 400))

    library.refocus(photo, 0.0, 0.5)

    for use in ("card", "wide", "square"):
        red, _green, blue = drawn(photo, photo.rendition(use)).getpixel((100, 80))
        assert red > 200
        assert blue < 60


@pytest.mark.parametrize(
    ("focal", "box"),
    [
        ((0.5, 0.5), (100, 0, 300, 200)),
        ((0.0, 0.0), (0, 0, 200, 200)),
        ((1.0, 1.0), (200, 0, 400, 200)),
        ((0.4, 0.9), (60, 0, 260, 200)),
    ],
)
def test_a_crop_is_as_large_as_the_picture_allows(focal, box):
    assert renditions.crop_box((400, 200), 1.0, focal) == pytest.approx(box)


def test_the_same_picture_has_the_same_names(upload, photo_like):
    image = processing.decode(upload(photo_like(640, 400)))

    first, second = (
        [one.name for one in renditions.crops(image, (0.5, 0.5))] for _time in range(2)
    )

    assert first == second
    assert re.fullmatch(r"[0-9a-f]{16}-card\.jpg", first[0])
