"""Photos and videos: kept in a backup, put back from one.

Their files never change once a row names them, and they are written before that row. So files
copied after the snapshot of the database hold every one that the snapshot names.
"""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage, storages

from newsroom.health import Refused, files

SCRATCH = "restore.part"  # in MEDIA_ROOT, so that moving out of it is a rename


def root():
    """The folder itself, where MEDIA_ROOT is a link to it."""
    return Path(settings.MEDIA_ROOT).resolve()


def lies_elsewhere():
    """Names of storages whose files are in no folder below MEDIA_ROOT: a backup lacks them."""
    kept = {"default": default_storage, "photos": storages["photos"]}
    return [name for name, storage in kept.items() if not _is_below_root(storage)]


def _is_below_root(storage):
    try:
        return Path(storage.path("")).resolve().is_relative_to(root())
    except NotImplementedError:
        return False


def weight(earlier):
    """Bytes to be written at most: files that the `earlier` backup (or None) does not have."""
    before = earlier.files if earlier else {}
    return sum(
        size
        for name, size in files.below(root())
        if before.get(f"media/{name}", {}).get("bytes") != size
    )


def gather(folder, earlier, left_out):
    """Every file into `folder`/media: ({name: facts}, how many of them are links).

    One that the `earlier` backup holds with the same name, size and content is linked to it and
    takes no room. Both copies are read: a link to a damaged file would hand the damage on.
    """
    saved, linked = {}, 0
    for path, _size in files.below(root(), left_out):
        name = f"media/{path}"
        source, target = root() / path, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            if facts := _linked(source, target, name, earlier):
                linked += 1
            else:
                facts = files.copy(source, target)
        except FileNotFoundError:
            continue  # deleted a moment ago
        saved[name] = facts
    return saved, linked


def _linked(source, target, name, earlier):
    """What is known of the file when `target` could be made a link, else None."""
    facts = earlier.files.get(name) if earlier else None
    if facts is None or source.lstat().st_size != facts["bytes"]:
        return None
    before = earlier.folder / name
    if not files.digest(source) == facts["sha256"] == files.digest(before):
        return None
    try:
        os.link(before, target)
    except OSError:
        return None  # a file system without links, or with as many as it allows
    return facts


@contextmanager
def put_back(backup):
    """Copy the files of `backup` beside their places; move them in when what is inside succeeds.

    Raises Refused when one changes under our hands.
    """
    scratch = root() / SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        for name, facts in backup.media.items():
            if files.copy(backup.folder / name, scratch / name.removeprefix("media/")) != facts:
                raise Refused(f"{name} has other content than the manifest says.")
        os.sync()
        yield
        for path in scratch.iterdir():
            place = root() / path.name
            if place.is_dir():
                shutil.rmtree(place)  # folders without a file in them: `restore` has looked
            os.rename(path, place)
    finally:
        shutil.rmtree(scratch)
    files.fsync(root())
