"""Whatever comes in, readers see it upright and in its true colours."""

import io
import struct

import pytest
from PIL import Image

from newsroom.photos import processing

RED, BLUE, WHITE = (220, 20, 20), (20, 20, 220), (255, 255, 255)


def near(pixel, colour, tolerance=12):
    return all(abs(one - other) <= tolerance for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_taken_sideways_stands_upright(upload, two_colours, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    lying = two_colours()
    if orientation in processing.TURNS:
        back = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
        lying = lying.transpose(back.get(orientation, processing.TURNS[orientation]))
    file = upload(lying, exif=exif, quality=95)

    verdict, picture = processing.judge(file), processing.decode(file)

    assert (verdict.width, verdict.height) == picture.size == (600, 400)
    assert near(picture.getpixel((10, 10)), RED)
    assert near(picture.getpixel((590, 390)), BLUE)


def test_a_nonsense_orientation_is_ignored(upload, two_colours):
    exif = Image.Exif()
    exif[0x0112] = 4711
    file = upload(two_colours(), exif=exif)

    assert processing.decode(file).size == (600, 400)


def test_a_transparent_logo_lies_on_white(upload):
    logo = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    logo.paste((220, 20, 20, 255), (0, 0, 100, 100))

    picture = processing.decode(upload(logo, "PNG"))

    assert picture.mode == "RGB"
    assert near(picture.getpixel((50, 50)), RED)
    assert near(picture.getpixel((150, 50)), WHITE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_becomes_plain_rgb(upload, mode):
    picture = processing.decode(upload(Image.new(mode, (100, 80)), "PNG"))

    assert (picture.mode, picture.size) == ("RGB", (100, 80))


def test_a_palette_with_a_transparent_colour_lies_on_white(upload):
    drawing = Image.new("P", (100, 80), 0)
    drawing.putpalette([0, 0, 0, 220, 20, 20] + [0] * 762)
    drawing.paste(1, (0, 0, 50, 80))

    picture = processing.decode(upload(drawing, "PNG", transparency=0))

    assert near(picture.getpixel((20, 40)), RED)
    assert near(picture.getpixel((80, 40)), WHITE)


def test_sixteen_bits_of_grey_keep_their_middle(upload):
    grey = Image.new("I;16", (100, 80), 0x8000)

    assert near(processing.decode(upload(grey, "PNG")).getpixel((50, 40)), (128, 128, 128), 2)


def test_a_cmyk_jpeg_from_an_agency_keeps_its_colours(upload, two_colours):
    picture = processing.decode(upload(two_colours().convert("CMYK"), quality=95))

    assert picture.mode == "RGB"
    assert near(picture.getpixel((10, 10)), RED)


def test_a_colour_profile_is_followed(upload, two_colours):
    """In this profile red and green have changed places, so its red must become our green."""
    file = upload(two_colours(), "PNG", icc_profile=profile_with_red_and_green_swapped())

    red, green, _blue = processing.decode(file).getpixel((10, 10))

    assert green > 200
    assert red < 60


def test_a_profile_for_other_colours_is_ignored(upload, two_colours):
    profile = profile_with_red_and_green_swapped()
    file = upload(two_colours().convert("CMYK"), icc_profile=profile, quality=95)

    assert near(processing.decode(file).getpixel((10, 10)), RED)


def test_only_the_first_frame_of_an_animation_is_shown(upload):
    frames = [Image.new("RGB", (40, 40), colour) for colour in (RED, BLUE)]
    file = upload(frames[0], "GIF", save_all=True, append_images=frames[1:])

    assert near(processing.decode(file).getpixel((20, 20)), RED)


def test_nothing_of_the_file_but_pixels_is_left(upload, photo_like):
    exif = Image.Exif()
    exif[0x010E] = "secret"
    file = upload(photo_like(320, 200), exif=exif, comment=b"secret", dpi=(300, 300))

    assert processing.decode(file).info == {}


def test_a_large_photo_is_decoded_only_as_far_as_needed(upload, photo_like):
    file = upload(photo_like(800, 600).resize((6400, 4800)))

    assert processing.decode(file).size == (1600, 1200)


def test_a_panorama_keeps_the_height_that_the_card_needs(upload, photo_like):
    file = upload(photo_like(800, 100).resize((8000, 1000)))

    assert processing.decode(file).size == (5040, 630)


def profile_with_red_and_green_swapped():
    """The smallest ICC profile there is (ICC.1:2001-04): primaries, white point, gamma 1."""
    xyz = {
        b"rXYZ": (0.3851, 0.7169, 0.0971),
        b"gXYZ": (0.4361, 0.2225, 0.0139),
        b"bXYZ": (0.1431, 0.0606, 0.7141),
        b"wtpt": (0.9642, 1.0, 0.8249),
    }
    blocks = {
        name: b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(part * 65536) for part in parts))
        for name, parts in xyz.items()
    }
    gamma = struct.pack(">4s4xIH2x", b"curv", 1, 0x0233)
    blocks |= {b"rTRC": gamma, b"gTRC": gamma, b"bTRC": gamma}
    blocks[b"desc"] = struct.pack(">4s4xI", b"desc", 5) + b"swap\0" + b"\0" * 79
    blocks[b"cprt"] = b"text\0\0\0\0none\0\0\0\0"
    table, body, at = struct.pack(">I", len(blocks)), io.BytesIO(), 128 + 4 + 12 * len(blocks)
    for name, block in blocks.items():
        table += struct.pack(">4sII", name, at + body.tell(), len(block))
        body.write(block)
    size = at + body.tell()
    header = struct.pack(">I4sI4s4s4s", size, b"test", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 2026, 11, 23, 0, 0, 0, b"acsp")
    header = header.ljust(68, b"\0") + struct.pack(">3i", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + table + body.getvalue()
