"""The photo library as editors use it: a file goes in once and says by itself what it can."""

import io
import os
import struct
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from PIL import Image

from newsroom.pagecache.models import Change
from newsroom.photos import library, processing
from newsroom.photos.forms import PhotoFileField
from newsroom.photos.models import Credit, Photo
from newsroom.photos.storage import photo_storage

pytestmark = pytest.mark.django_db


def files_in(folder):
    return sorted(path.name for path in Path(folder).rglob("*") if path.is_file())


def test_a_photo_is_kept_with_its_words(add_photo, photo_like):
    photo = add_photo(
        photo_like(1200, 800),
        credit="Ardak Omarova",
        caption="The bridge",
        alt="A bridge over a river",
        language="en",
    )

    photo.refresh_from_db()
    assert (photo.width, photo.height) == (1200, 800)
    assert photo.credit_line("kk") == "Ardak Omarova"
    assert photo.caption == "The bridge"
    assert (photo.alt("en"), photo.alt("kk")) == ("A bridge over a river", "")


def test_the_original_lies_unchanged_under_its_token(upload, photo_like, media):
    file = upload(photo_like(320, 200), "PNG", name="../../etc/evil.php")
    content = file.read()

    photo = library.add(file, by=None)

    original = media / photo.token[:2] / photo.token / "original.png"
    assert original.read_bytes() == content
    assert len(photo.token) == 32


def test_photo_files_have_no_address_of_their_own(add_photo):
    with pytest.raises(ValueError, match="no address"):
        add_photo().original.url  # noqa: B018


def test_the_same_file_again_is_the_same_photo_with_its_gaps_filled(upload, photo_like, media):
    first = library.add(upload(photo_like(320, 200)), by=None, caption="Bridge")
    files = files_in(media)

    again = library.add(
        upload(photo_like(320, 200)), by=None, credit="KazPress", caption="Other", alt="Көпір"
    )

    assert again.pk == first.pk
    assert (again.caption, again.alt("kk")) == ("Bridge", "Көпір")
    assert again.credit_line("ru") == "KazPress"
    assert files_in(media) == files


def test_a_credit_is_found_in_any_language_and_case(add_photo, photo_like):
    credit = Credit.objects.create(name_kk="Әділет министрлігі", name_ru="Министерство юстиции")

    photo = add_photo(credit=" МИНИСТЕРСТВО  юстиции ", language="ru")

    assert photo.credit == credit
    assert photo.credit_line("kk") == "Әділет министрлігі"
    assert Credit.objects.count() == 1


def test_a_longer_name_is_another_credit(add_photo):
    Credit.objects.create(name_kk="Айгүл Серікова")

    photo = add_photo(credit="Айгүл Серік")

    assert photo.credit_line("kk") == "Айгүл Серік"


def test_a_credit_without_any_name_cannot_be_kept():
    with pytest.raises(IntegrityError), transaction.atomic():
        Credit.objects.create()


def test_photos_are_found_by_their_credit_also_after_it_is_renamed(add_photo):
    photo = add_photo(credit="Қазақстан фото")
    photo.credit.name_kk = "ҚазФото"
    photo.credit.save()

    library.credit_renamed(photo.credit)

    assert Photo.objects.get(search_text__contains="қазфото") == photo
    assert Change.objects.filter(keys__contains=f"credit-{photo.credit_id}").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_what_the_agency_wrote_into_the_file_is_offered(upload, photo_like, encoding):
    iptc = {80: "Ержан Сейт", 110: "КазПресс", 120: "Открытие моста"}
    file = upload(photo_like(320, 200))
    file = with_iptc(file, {key: text.encode(encoding) for key, text in iptc.items()})

    photo = library.add(file, by=None, language="ru")

    assert photo.credit_line("ru") == "Ержан Сейт / КазПресс"
    assert photo.caption == "Открытие моста"


def test_what_the_editor_wrote_goes_before_what_the_file_says(upload, photo_like):
    file = with_iptc(upload(photo_like(320, 200)), {80: b"Camera Owner", 120: b"DSC 0042"})

    photo = library.add(file, by=None, credit="KazPress", caption="Bridge")

    assert (photo.credit_line("kk"), photo.caption) == ("KazPress", "Bridge")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_xmp_is_read_in_every_format(upload, photo_like, kind):
    from PIL.PngImagePlugin import PngInfo

    chunk = PngInfo()
    chunk.add_itxt("XML:com.adobe.xmp", XMP.decode())
    how = {"pnginfo": chunk} if kind == "PNG" else {"xmp": XMP}

    photo = library.add(upload(photo_like(320, 200), kind, **how), by=None)

    assert photo.credit_line("kk") == "Ержан Сейт / ҚазПресс"
    assert photo.caption == "Көпірдің ашылуы"


def test_xmp_with_entities_is_not_read(upload, photo_like):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'

    assert library.add(upload(photo_like(320, 200), xmp=bomb), by=None).caption == ""


def test_a_refused_upload_leaves_nothing_behind(file_of, upload, photo_like, media):
    whole = upload(photo_like(640, 400)).read()

    with pytest.raises(library.BadPhoto):
        library.add(file_of(whole[: len(whole) // 2]), by=None)

    assert not Photo.objects.exists()
    assert files_in(media) == []


def test_a_full_disk_leaves_no_half_photo(upload, photo_like, media, monkeypatch):
    save, calls = photo_storage().save, []

    def fails_at_the_fifth(name, content):
        calls.append(name)
        if len(calls) == 5:
            raise OSError("no space left on device")
        return save(name, content)

    monkeypatch.setattr(photo_storage(), "save", fails_at_the_fifth)
    with pytest.raises(OSError, match="no space"):
        library.add(upload(photo_like(640, 400)), by=None)

    assert not Photo.objects.exists()
    assert files_in(media) == []


def test_two_uploads_of_one_file_at_once_make_one_photo(upload, photo_like, media, monkeypatch):
    decode, rounds = processing.decode, []

    def a_colleague_is_quicker(file):
        if not rounds:
            rounds.append(1)
            library.add(upload(photo_like(320, 200)), by=None, caption="First")
        return decode(file)

    monkeypatch.setattr(processing, "decode", a_colleague_is_quicker)
    photo = library.add(upload(photo_like(320, 200)), by=None, credit="KazPress")

    assert Photo.objects.count() == 1
    assert (photo.caption, photo.credit_line("kk")) == ("First", "KazPress")
    assert len({path.parent for path in media.rglob("original.jpg")}) == 1


def test_another_focal_point_gives_new_addresses_and_keeps_the_old_files(add_photo, two_colours):
    photo = add_photo(two_colours(1600, 400))
    old_card, old_widths = photo.card, photo.srcset("image/webp")

    library.refocus(photo, 0.1, 0.5)

    photo.refresh_from_db()
    assert photo.card["name"] != old_card["name"]
    assert photo.srcset("image/webp") == old_widths
    assert (photo.focal_x, photo.focal_y) == (0.1, 0.5)
    library.open_rendition(photo, old_card["name"])[0].close()
    assert Change.objects.filter(keys=f"photo-{photo.pk}").exists()


def test_a_focal_point_outside_the_photo_is_refused(add_photo):
    with pytest.raises(ValueError, match="outside"):
        library.refocus(add_photo(), 1.2, 0.5)


@pytest.mark.parametrize(
    "name",
    ["original.jpg", "../x", "..%2foriginal.jpg", "", "0123456789abcdef-320.png", "a/b.jpg"],
)
def test_nothing_but_renditions_can_be_asked_for(add_photo, name):
    with pytest.raises(FileNotFoundError):
        library.open_rendition(add_photo(), name)


def test_an_unknown_rendition_is_not_found(add_photo):
    with pytest.raises(FileNotFoundError):
        library.open_rendition(add_photo(), "0123456789abcdef-320.jpg")


def test_the_form_tells_at_the_field_why_a_file_is_refused(file_of, bomb, upload, photo_like):
    field = PhotoFileField()

    for file, words in [
        (file_of(b"<html><body></body></html>"), "web page"),
        (bomb(12_000, 12_000), "50 million"),
    ]:
        with pytest.raises(ValidationError, match=words):
            field.clean(file)
    assert field.clean(upload(photo_like(320, 200))).tell() == 0


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:p="http://ns.adobe.com/photoshop/1.0/"
 p:Credit="ҚазПресс"><dc:creator><rdf:Seq><rdf:li>Ержан Сейт</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Көпірдің
 ашылуы</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>""".encode()


def with_iptc(file, texts):
    """The JPEG with an APP13 segment holding IPTC datasets 2:`number` (bytes)."""
    record = b"".join(
        struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text for number, text in texts.items()
    )
    block = (
        b"8BIM" + struct.pack(">HHI", 0x0404, 0, len(record)) + record + b"\0" * (len(record) % 2)
    )
    segment = b"Photoshop 3.0\0" + block
    content = file.read()
    assert Image.open(io.BytesIO(content)).format == "JPEG"
    return io.BytesIO(
        content[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + content[2:]
    )


def test_another_user_of_the_machine_may_read_the_files(add_photo, media):
    """nginx gives them out: docs/deploy.md."""
    before = os.umask(0o022)
    try:
        add_photo()
    finally:
        os.umask(before)

    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in [media, *media.rglob("*")]}
    assert modes == {(True, 0o755), (False, 0o644)}
