"""What happens to photos: taken in, cut anew, handed out."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction

from newsroom import languages
from newsroom.lookup.search import folded
from newsroom.pagecache import changes
from newsroom.photos import embedded, processing, renditions
from newsroom.photos.models import Credit, Photo
from newsroom.photos.processing import BadPhoto
from newsroom.photos.storage import photo_storage

__all__ = [
    "BadPhoto",
    "add",
    "credit_for",
    "credit_renamed",
    "digest",
    "find",
    "find_rendition",
    "open_rendition",
    "read_rendition",
    "refocus",
    "store_words",
]

CONTENT_TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}


def add(file, *, by, credit="", caption="", alt="", language="kk") -> Photo:
    """Take an uploaded picture in: judged, stored, renditions made. Raises BadPhoto.

    `credit` is a name, found among the credits or added in `language`; `alt` is in `language`.
    Where credit or caption is empty, what the file itself says is taken. The same file again
    gives the photo that is there, with its gaps filled. A sentence for the editor about the
    upload, if any, is in the photo's `notice`.
    """
    verdict = processing.judge(file)
    sha256 = digest(file)
    words = embedded.read(file)
    texts = {
        "credit": credit or words.credit,
        "caption": caption or words.caption,
        "alt": alt,
        "language": language,
    }
    photo = _with_digest(sha256)
    if photo is None:
        photo = _store(file, verdict, sha256, by, texts)
    else:
        _fill_gaps(photo, **texts)
    photo.notice = verdict.notice
    return photo


def find(file) -> Photo | None:
    """The photo that this very file is, if the library has it."""
    return _with_digest(digest(file))


def refocus(photo: Photo, x: float, y: float) -> None:
    """Cut the crops around another point (0..1 from left and top). Raises ValueError outside.

    The new crops have new addresses. The old files stay, for pages and previews already out.
    """
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise ValueError("the focal point lies outside the photo")
    with photo.original.open("rb") as original:
        image = processing.decode(original)
    rows = [row for row in photo.renditions if row["use"] == "width"]
    photo.renditions = rows + _stored(photo, renditions.crops(image, (x, y)))
    photo.focal_x, photo.focal_y = x, y
    with transaction.atomic():
        photo.save(update_fields=["focal_x", "focal_y", "renditions"])
        changes.log(photo.cache_keys())


def make_renditions(photo: Photo) -> int:
    """Draw what readers need from the original; the number of files that were missing."""
    with photo.original.open("rb") as original:
        image = processing.decode(original)
    drawn = [
        *renditions.whole(image, photo.width),
        *renditions.crops(image, (photo.focal_x, photo.focal_y)),
    ]
    missing = [one for one in drawn if not photo_storage().exists(f"{photo.folder}/{one.name}")]
    _stored(photo, missing)
    rows = [one.row() for one in drawn]
    if rows != photo.renditions:
        photo.renditions = rows
        with transaction.atomic():
            photo.save(update_fields=["renditions"])
            changes.log(photo.cache_keys())
    return len(missing)


def open_rendition(photo: Photo, name: str) -> tuple[File, str]:
    """A rendition's file (to be closed by the caller) and its media type.

    A former crop is found as well, as long as its file is kept. Raises FileNotFoundError for
    any other name; whether a reader may see it is the caller's question.
    """
    path, content_type = _place(photo, name)
    return photo_storage().open(path), content_type


def read_rendition(photo: Photo, name: str) -> tuple[bytes, str]:
    """As `open_rendition`, the bytes of the file: some ten to two hundred thousand."""
    file, content_type = open_rendition(photo, name)
    with file:
        return file.read(), content_type


def find_rendition(photo: Photo, name: str) -> tuple[str, str]:
    """As `open_rendition`, for somebody else to open: its path in the storage, its media type."""
    path, content_type = _place(photo, name)
    if not photo_storage().exists(path):
        raise FileNotFoundError(name)
    return path, content_type


def _place(photo, name):
    match = renditions.NAME.fullmatch(name)
    if match is None:
        raise FileNotFoundError(name)
    return f"{photo.folder}/{name}", CONTENT_TYPES[match["ending"]]


def credit_for(name: str, language: str) -> Credit | None:
    """The credit of that name in any language, whatever its case; a new one if there is none."""
    name = " ".join(name.split())[:200]
    wanted = languages.fold(name)
    if not wanted:
        return None
    for credit in folded(Credit.objects.order_by("pk"), name):
        if wanted in {languages.fold(credit.name_kk), languages.fold(credit.name_ru)} | {
            languages.fold(credit.name_en)
        }:
            return credit
    return Credit.objects.create(**{f"name_{language}": name})


def credit_renamed(credit: Credit) -> None:
    """Let look-ups find the photos of `credit` by its new name, and pages print it."""
    with transaction.atomic():
        photos = list(credit.photos.select_related("credit"))
        for photo in photos:  # bulk_update takes the attribute as it stands
            Photo._meta.get_field("search_text").pre_save(photo, add=False)
        Photo.objects.bulk_update(photos, ["search_text"], batch_size=500)
        changes.log([f"credit-{credit.pk}"])


def _store(file, verdict, sha256, by, texts):
    """Draw first, then write the files, then the row; a failure leaves no row and no files."""
    image = processing.decode(file)
    drawn = [*renditions.whole(image, verdict.width), *renditions.crops(image, (0.5, 0.5))]
    photo = Photo(
        sha256=sha256,
        width=verdict.width,
        height=verdict.height,
        bytes=verdict.bytes,
        caption=texts["caption"],
        uploaded_by=by,
        **{f"alt_{texts['language']}": texts["alt"][:300]},
    )
    written = []
    try:
        photo.renditions = _stored(photo, drawn, written)
        photo.original.save(f"original.{verdict.extension}", File(file), save=False)
        written.append(photo.original.name)
        with transaction.atomic():
            photo.credit = credit_for(texts["credit"], texts["language"])
            photo.save()
    except IntegrityError:
        _delete(written)
        photo = Photo.objects.for_cards().get(sha256=sha256)  # a colleague was quicker
        _fill_gaps(photo, **texts)
    except BaseException:
        _delete(written)
        raise
    return photo


def _stored(photo, drawn, written=None):
    """Write the files of `drawn` and return their rows, noting the names in `written`."""
    rows = []
    for one in drawn:
        path = f"{photo.folder}/{one.name}"
        if not photo_storage().exists(path):
            photo_storage().save(path, ContentFile(one.content))
        if written is not None:
            written.append(path)
        rows.append(one.row())
    return rows


def _fill_gaps(photo, *, credit, caption, alt, language):
    """What the photo lacks and this upload brings; what is there stays."""
    filled = []
    if photo.credit is None and (found := credit_for(credit, language)):
        photo.credit = found
        filled.append("credit")
    if caption and not photo.caption:
        photo.caption = caption
        filled.append("caption")
    if alt and not photo.alt(language):
        setattr(photo, f"alt_{language}", alt[:300])
        filled.append(f"alt_{language}")
    if filled:
        store_words(photo, filled)


def store_words(photo, names) -> None:
    """Keep the fields `names` (credit, caption, rights, alt texts) of a photo as they are now."""
    with transaction.atomic():
        photo.save(update_fields=[*names, "search_text"])
        changes.log(photo.cache_keys())


def _with_digest(sha256):
    return Photo.objects.for_cards().filter(sha256=sha256).first()


def _delete(names):
    for name in names:
        photo_storage().delete(name)


def digest(file) -> str:
    """SHA-256 in hex of all its bytes; it is left at its beginning."""
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(1024 * 1024):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
