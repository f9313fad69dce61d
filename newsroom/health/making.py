"""A backup is made: the database as of one moment first, then every photo and video."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from newsroom.health import Refused, backups, database, files, media


@dataclass
class Made:
    backup: backups.Backup
    linked: int  # files that take no room, because an earlier backup has them
    left_out: list[Path] = field(default_factory=list)  # links in MEDIA_ROOT


def make(place) -> Made:
    """A new backup in `place`; to be called inside `backups.alone`. Raises Refused.

    Under an unfinished name until its last byte is on the disk: what breaks off can be told from
    what is whole, and the next backup clears it away.
    """
    _refuse(place)
    backups.sweep(place)
    earlier = next(backups.good(place), None)
    kind, left_out = database.here(), []
    files.need(kind.size() + media.weight(earlier), place, "The backup")
    folder = backups.new_folder(place)
    try:
        facts = kind.dump(folder / kind.FILE)
        saved, linked = media.gather(folder, earlier, left_out)
        saved[kind.FILE] = files.weighed(folder / kind.FILE)
        backup = backups.seal(folder, database=facts, saved=saved)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Made(backup, linked, left_out)


def _refuse(place):
    if place.resolve().is_relative_to(media.root()):
        raise Refused(f"{place} lies among the photos, and would be in its own backup.")
    database.refuse_unborn()
    database.here().refuse_dump()
