"""Backups as they lie in their place: a folder each, named by its moment in UTC.

    20261124T031000Z/
        manifest.json           what was saved, with the checksum of every file
        manifest.json.sha256    the manifest's own, as `sha256sum -c` reads it
        database.sqlite3        or database.dump
        media/…

A folder is called ….part until it is whole and while it is being deleted, and ….bad when what was
restored from it was not what had been saved.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils import timezone

from newsroom.health import Refused, files

FORMAT = 1
NAME = re.compile(r"\d{8}T\d{6}Z")
MANIFEST, CHECKSUM = "manifest.json", "manifest.json.sha256"


@dataclass(frozen=True)
class Backup:
    folder: Path
    manifest: dict

    @property
    def name(self):
        return self.folder.name

    @property
    def database(self):
        return self.manifest["database"]

    @property
    def dump(self):
        """The file that holds the database."""
        return self.folder / self.database["file"]

    @property
    def files(self):
        """{name: {"bytes", "sha256"}}; names with slashes, from the backup's folder on."""
        return self.manifest["files"]

    @property
    def media(self):
        return {name: facts for name, facts in self.files.items() if name.startswith("media/")}

    def damage(self):
        """A sentence for each file that is not what the manifest says. Reads them all."""
        return [fault for name in self.files if (fault := self._fault(name))]

    def _fault(self, name):
        path = self.folder / name
        try:
            if path.lstat().st_size != self.files[name]["bytes"]:
                return f"{name} has another size than the manifest says."
            if files.digest(path) != self.files[name]["sha256"]:
                return f"{name} has other content than the manifest says."
        except FileNotFoundError:
            return f"{name} is missing."
        except OSError as fault:
            return f"{name} cannot be read: {fault.strerror}."
        return None


def read(folder) -> Backup:
    """Raises Refused unless `folder` holds a finished backup whose manifest is whole."""
    try:
        text = (folder / MANIFEST).read_bytes()
        written = (folder / CHECKSUM).read_text().split()[0]
    except (OSError, ValueError, IndexError) as fault:
        said = f"{folder} is no finished backup: it needs {MANIFEST} and {CHECKSUM}."
        raise Refused(said) from fault
    if hashlib.sha256(text).hexdigest() != written:
        raise Refused(f"{folder / MANIFEST} has other content than {CHECKSUM} says.")
    try:
        manifest = json.loads(text)
        form = manifest["format"]
    except (ValueError, TypeError, KeyError) as fault:
        raise Refused(f"{folder / MANIFEST} is no manifest of a backup.") from fault
    if form != FORMAT:
        raise Refused(
            f"{folder} is a backup of format {form}, and this newsroom reads format {FORMAT}."
        )
    named = [*manifest["files"], manifest["database"]["file"]]
    astray = [name for name in named if not _stays_inside(name)]
    if astray:
        raise Refused(f"{folder / MANIFEST} names a file outside of its folder: {astray[0]}")
    return Backup(folder, manifest)


def _stays_inside(name):
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def finished(place):
    """Folders of finished backups in `place`, newest first, as far as their names tell."""
    found = place.iterdir() if place.is_dir() else ()
    return sorted((one for one in found if _is_ours(one, "")), reverse=True)


def good(place):
    """Backups of this newsroom in `place` that could be restored, newest first.

    The manifest is read and the sizes of the files are compared, not their content.
    """
    for folder in finished(place):
        try:
            one = read(folder)
        except Refused:
            continue
        if one.manifest["site"] == settings.SITE_URL and all(
            (folder / name).is_file() and (folder / name).stat().st_size == facts["bytes"]
            for name, facts in one.files.items()
        ):
            yield one


def moment_of(folder):
    return datetime.strptime(folder.name, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


@contextmanager
def alone(place):
    """Raises Refused while another process makes a backup in `place`.

    The lock goes with its process, however that ends. What is made inside is its owner's alone.
    """
    with files.private():
        place.mkdir(parents=True, exist_ok=True)
        with open(place / ".lock", "a") as lock:
            _take(lock, place)
            yield


def _take(lock, place):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        said = f"Another backup is being made in {place}; this one was not begun."
        raise Refused(said) from fault


def new_folder(place):
    """An empty folder under an unfinished name; `seal` finishes it."""
    moment = timezone.now().astimezone(UTC)
    while (place / f"{moment:%Y%m%dT%H%M%SZ}").exists():
        moment += timedelta(seconds=1)
    folder = place / f"{moment:%Y%m%dT%H%M%SZ}.part"
    folder.mkdir()
    return folder


def seal(folder, *, database, saved) -> Backup:
    """Write the manifest and give the folder its final name: from here on it is a backup."""
    final = folder.with_suffix("")
    manifest = {
        "format": FORMAT,
        "made_at": moment_of(final).isoformat(),
        "site": settings.SITE_URL,
        "database": database,
        "files": saved,
    }
    text = json.dumps(manifest, indent=1).encode()
    (folder / MANIFEST).write_bytes(text)
    (folder / CHECKSUM).write_text(f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n")
    files.settle(folder, final)
    return Backup(final, manifest)


def condemn(backup):
    """Take its name from a backup that did not stand the test; it stays to be looked at."""
    bad = backup.folder.with_suffix(".bad")
    os.rename(backup.folder, bad)
    return bad


def sweep(place):
    """Delete what unfinished backups left behind, those of a killed process too."""
    for folder in place.iterdir():
        if _is_ours(folder, ".part"):
            shutil.rmtree(folder)


def prune(place, keep):
    """Delete this newsroom's good backups but the `keep` newest; the number deleted.

    A damaged one is neither counted nor touched, and what it cannot read is not its own.
    """
    surplus = list(good(place))[keep:]
    for backup in surplus:
        dying = backup.folder.with_suffix(".part")  # half deleted, it must not look finished
        os.rename(backup.folder, dying)
        shutil.rmtree(dying)
    return len(surplus)


def _is_ours(folder, ending):
    stem = folder.name.removesuffix(ending)
    return (
        folder.name.endswith(ending)
        and NAME.fullmatch(stem) is not None
        and folder.is_dir()
        and not folder.is_symlink()
    )
