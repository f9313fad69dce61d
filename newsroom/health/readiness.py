"""Whether this process can serve readers now, and what an operator should know besides."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import Error
from django.utils import timezone

from newsroom.health import backups, database

ROOM = 100_000_000  # bytes that must be free where the newsroom writes


def look():
    """(ready, facts): whether all is well, and what was found, as plain JSON values."""
    facts = {"database": _database(), "disk": _disk(settings.VAR)}
    ready = all(found == "ok" for found in facts.values())
    return ready, {"ready": ready, **facts, "last_backup": last_backup()}


def _database():
    try:
        waiting = database.waiting_migrations()
    except Error as fault:
        return f"does not answer: {type(fault).__name__}"
    return f"{len(waiting)} migrations to apply, {waiting[0]} first" if waiting else "ok"


def _disk(folder):
    there = next(path for path in (Path(folder), *Path(folder).parents) if path.exists())
    if not os.access(there, os.W_OK):
        return "cannot be written to"
    free = shutil.disk_usage(there).free
    return "ok" if free >= ROOM else f"{free / 1e6:.0f} MB free"


def last_backup():
    """Told and not judged: that it is old is no reason to turn readers away. None without one."""
    made_at = newest_backup()
    if made_at is None:
        return None
    hours = (timezone.now() - made_at).total_seconds() / 3600
    return {"made_at": made_at.isoformat(), "hours_ago": round(hours, 1)}


def newest_backup():
    """When the newest in BACKUP_DIR was made; None without one, or where it cannot be looked at."""
    try:
        newest = next(iter(backups.finished(settings.BACKUP_DIR)), None)
    except OSError:
        return None  # the server may not look there
    return newest and backups.moment_of(newest)
