"""How often old addresses are used: gathered in the memory of a process, written by a thread.

Nobody who follows an old address waits for a write, and a thousand of them at once cost a few
UPDATEs. What was gathered is written every EVERY seconds and when the process ends; while the
database refuses, it is kept for the next time. A `kill -9` loses what a process gathered since it
last wrote: some ten seconds of counting, and nothing else.
"""

import logging
import threading
from collections import Counter
from multiprocessing.util import Finalize

from django.db import Error, connection
from django.db.models import F
from django.utils import timezone

from .models import Redirect

EVERY = 10  # seconds
ROWS = 500  # in one UPDATE

logger = logging.getLogger(__name__)
_gathered = Counter()  # id of a redirect: how often
_lock = threading.Lock()
_writer = None


def count(pk):
    """The redirect was asked for once more. Asks no database."""
    with _lock:
        _gathered[pk] += 1
    if _writer is not None and not _writer.is_alive():  # a server that forks leaves threads behind
        keep_writing()


def write():
    """Write what was gathered. Raises nothing that a database may say: it is tried again later."""
    with _lock:
        taken = dict(_gathered)
        _gathered.clear()
    now = timezone.now()
    for times in sorted(set(taken.values())):
        ids = sorted(pk for pk, n in taken.items() if n == times)
        for start in range(0, len(ids), ROWS):
            some = ids[start : start + ROWS]
            try:
                rows = Redirect.objects.filter(pk__in=some)
                rows.update(hits=F("hits") + times, last_hit_at=now)
            except Error as fault:
                logger.warning("Hits of old addresses are written later: %s", fault)
                with _lock:
                    _gathered.update({pk: times for pk in some})


def keep_writing():
    """Write now and then from here on, and when the process ends. For the process that answers."""
    global _writer
    if _writer is None:
        # runs in processes of multiprocessing too, where atexit does not
        Finalize(None, write, exitpriority=0)
    _writer = threading.Thread(target=_write_for_ever, name="hits", daemon=True)
    _writer.start()


def _write_for_ever():
    pause = threading.Event()
    while not pause.wait(EVERY):
        write()
        connection.close()
