"""Files found, copied, weighed and compared. Nothing here knows what a backup is."""

import hashlib
import os
import shutil
import stat
from contextlib import contextmanager
from pathlib import Path

from newsroom.health import Refused

PIECE = 1024 * 1024  # bytes read at a time


@contextmanager
def private():
    """What is made inside belongs to its owner alone: folders 0700, files 0600."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def below(root, left_out=None):
    """(name, size in bytes) of every file in `root`, names with slashes and in order.

    Links are not followed, neither to files nor to folders; they and other oddities join
    `left_out`. Unfinished files (.part) are nobody's yet.
    """
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names + folders):
            path = Path(folder, name)
            kind = os.lstat(path) if os.path.lexists(path) else None
            if kind is None or name.endswith(".part"):
                continue
            if stat.S_ISREG(kind.st_mode):
                yield path.relative_to(root).as_posix(), kind.st_size
            elif not stat.S_ISDIR(kind.st_mode) and left_out is not None:
                left_out.append(path)
        folders[:] = [name for name in folders if not name.endswith(".part")]


def digest(path) -> str:
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy(source, target):
    """Its size and SHA-256, taken of the very bytes that were written."""
    checksum, size = hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with _opened(source) as file, open(target, "xb") as out:
        while piece := file.read(PIECE):
            out.write(piece)
            checksum.update(piece)
            size += len(piece)
    return {"bytes": size, "sha256": checksum.hexdigest()}


def weighed(path):
    return {"bytes": path.stat().st_size, "sha256": digest(path)}


def _opened(path):
    """For reading; raises OSError where somebody has put a link."""
    return open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")


def settle(path, place):
    """Give `path` its final name, `place`, once everything is on the disk.

    One sync for all files: one for each would take minutes in a big library.
    """
    os.sync()
    os.rename(path, place)
    fsync(place.parent)


def fsync(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def need(size, folder, what):
    """Raises Refused when the disk of `folder` has less than `size` bytes free."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    if free < size:
        raise Refused(
            f"{what} needs about {megabytes(size)}, and the disk of {folder} has "
            f"{megabytes(free)} free."
        )


def megabytes(size) -> str:
    return f"{size / 1e6:,.1f} MB"
