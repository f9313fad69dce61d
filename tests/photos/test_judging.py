"""What an editor is told about a file that cannot be a photo, before anything is decoded."""

import io
import random

import pytest
from PIL import Image, ImageFile

from newsroom.photos import embedded, processing
from newsroom.photos.processing import BadPhoto


@pytest.mark.parametrize(
    ("kind", "extension"),
    [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif"), ("AVIF", "avif")],
)
def test_the_kind_is_read_from_the_file_and_not_from_its_name(
    upload, photo_like, kind, extension, monkeypatch
):
    file = upload(photo_like(320, 200), kind, name="report.pdf")
    monkeypatch.setattr(ImageFile.ImageFile, "load", None)  # not decoded either

    verdict = processing.judge(file)

    assert (verdict.extension, verdict.width, verdict.height) == (extension, 320, 200)
    assert file.tell() == 0


def test_a_phones_jpeg_with_a_second_picture_inside_is_a_jpeg(upload, photo_like):
    file = upload(photo_like(320, 200), "MPO", save_all=True, append_images=[photo_like(64, 64)])

    verdict = processing.judge(file)

    assert (verdict.extension, verdict.width, str(verdict.notice)) == ("jpg", 320, "")


def test_a_small_file_of_144_megapixels_is_refused_without_decoding(bomb, monkeypatch):
    file = bomb(12_000, 12_000)
    assert file.size < 20_000
    monkeypatch.setattr(ImageFile.ImageFile, "load", None)

    with pytest.raises(BadPhoto, match="50 million pixels"):
        processing.judge(file)


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_the_limit_of_pixels_is_fifty_million(bomb):
    with pytest.raises(BadPhoto, match="50 million pixels"):
        processing.judge(bomb(8000, 6256))

    assert processing.judge(bomb(8000, 6248)).height == 6248


def test_a_heavy_file_is_refused(file_of, monkeypatch):
    monkeypatch.setattr(processing, "MAX_BYTES", 1000)

    with pytest.raises(BadPhoto, match="30 MB"):
        processing.judge(file_of(b"\xff\xd8\xff" + b"0" * 1000))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>Photo</body></html>", "web page"),
        (b"\n<HTML><img src=x onerror=alert(1)></HTML>", "web page"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n", "not a picture"),
        (b"%PDF-1.7\n", "not a picture"),
        (b"II*\x00\x08\x00\x00\x00", "not a picture"),
        (b"BM" + b"\x00" * 60, "not a picture"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "damaged"),
    ],
)
def test_what_only_says_that_it_is_a_picture_is_refused_in_words(file_of, content, sentence):
    with pytest.raises(BadPhoto, match=sentence):
        processing.judge(file_of(content, "photo.jpg"))


def test_a_tracking_dot_and_an_endless_strip_are_refused(upload):
    with pytest.raises(BadPhoto, match="too small"):
        processing.judge(upload(Image.new("RGB", (1, 1))))
    with pytest.raises(BadPhoto, match="16,000"):
        processing.judge(upload(Image.new("L", (17_000, 20))))


def test_an_endless_animation_is_refused(upload, monkeypatch):
    monkeypatch.setattr(processing, "MAX_FRAMES", 3)
    frames = [Image.new("RGB", (20, 20), (60 * number, 0, 0)) for number in range(4)]

    with pytest.raises(BadPhoto, match="frames"):
        processing.judge(upload(frames[0], "GIF", save_all=True, append_images=frames[1:]))


def test_the_editor_hears_that_an_animation_will_stand_still(upload):
    frames = [Image.new("RGB", (20, 20), (60 * number, 0, 0)) for number in range(3)]
    file = upload(frames[0], "GIF", save_all=True, append_images=frames[1:])

    assert "first frame" in str(processing.judge(file).notice)


def test_a_jpeg_of_a_thousand_scans_is_refused(upload, file_of, photo_like):
    jpeg = upload(photo_like(64, 64)).read()

    with pytest.raises(BadPhoto, match="unusual"):
        processing.judge(file_of(jpeg + b"\xff\xda\x00\x00" * 1000))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_file_cut_short_is_refused(upload, file_of, photo_like, kind, kept):
    content = upload(photo_like(640, 400), kind).read()
    file = file_of(content[: int(len(content) * kept)])

    with pytest.raises(BadPhoto, match="damaged"):
        _take(file)


def test_a_progressive_jpeg_cut_short_is_refused(upload, file_of, photo_like):
    content = upload(photo_like(640, 400), progressive=True).read()

    with pytest.raises(BadPhoto, match="damaged"):
        _take(file_of(content[: len(content) // 2]))


@pytest.mark.filterwarnings("ignore")  # Pillow's remarks on damaged Exif
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_no_damage_is_answered_with_anything_but_a_sentence(upload, photo_like, kind):
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "words"
    content = upload(photo_like(48, 32), kind, exif=exif).read() if kind != "GIF" else None
    content = content or upload(photo_like(48, 32), kind).read()
    dice = random.Random(11)
    for _round in range(150):
        damaged = bytearray(content)
        for _flip in range(dice.randrange(1, 12)):
            damaged[dice.randrange(min(len(damaged), 400))] = dice.randrange(256)
        try:
            _take(io.BytesIO(bytes(damaged)))
        except BadPhoto as bad:
            assert str(bad).endswith(".")


def _take(file):
    processing.judge(file)
    embedded.read(file)
    return processing.decode(file)
