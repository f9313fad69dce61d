"""What happens while readers read: a publication, a database that is away, a full house."""

import math
import re
import socket
import statistics
import threading
import time

from tests.bench import machine, sites

LOOKERS = 12  # connections: with two workers the chance that all are one's is 1 in 2,048
EVERY = 0.002  # seconds between two looks of a connection
MOST = 1 << 18  # bytes of an answer read at once
LOAD = 8  # seconds of the load beside a handful of publications


class Lookers(threading.Thread):
    """Ask for a path on many connections until each has shown a word, as a browser reloads: with
    the ETag it was given. `seen_at` is when the last one saw it.

    Written for little work: whoever looks on a full core would measure himself.
    """

    def __init__(self, port, path, word):
        super().__init__(daemon=True)
        self.port, self.path, self.word, self.seen_at = port, path, word.encode(), math.inf

    def run(self):
        machine.keep_thread_on(1)
        where = ("127.0.0.1", self.port)
        unseen = {socket.create_connection(where, timeout=20): b"" for _number in range(LOOKERS)}
        until = time.monotonic() + 15
        while unseen and time.monotonic() < until:
            for line, etag in unseen.items():
                line.sendall(self._question(etag))
            for line in list(unseen):
                etag, body = _answer(line)
                unseen[line] = etag or unseen[line]
                if self.word in body:
                    line.close()
                    del unseen[line]
            time.sleep(EVERY)
        if not unseen:
            self.seen_at = time.monotonic()

    def _question(self, etag):
        condition = b"If-None-Match: %s\r\n" % etag if etag else b""
        return b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n" % (self.path.encode(), condition)


def _answer(line):
    """(its ETag, its body) of an answer on this connection; b"" where there is none."""
    parts = line.recv(MOST)
    while b"\r\n\r\n" not in parts:
        parts += line.recv(MOST)
    head, _, body = parts.partition(b"\r\n\r\n")
    found = {name.lower(): value for name, value in re.findall(rb"\r\n([\w-]+): ([^\r]*)", head)}
    if b" 304 " not in head[:20]:
        while len(body) < int(found[b"content-length"]):
            body += line.recv(MOST)
    return found.get(b"etag", b""), body


def visible(port, orders):
    """(path, word, act) of each change → seconds from its commit until the last line saw it."""
    late = []
    for path, word, act in orders:
        lookers = Lookers(port, path, word)
        lookers.start()
        time.sleep(0.1)
        committed = act()
        lookers.join()
        late.append(lookers.seen_at - committed)
    return late


def publications(folder, port, desk, hot, *, times):
    """Milliseconds (median, most) until a new headline is on the home page, and on its article.

    Each story is published and then updated once, under the load of wrk on a page that neither
    touches.
    """
    home, article, changed = [], [], [0]

    def act(order, word):
        changed[0] += 1
        return lambda: desk(order, word)[1]

    done = 0
    while done < times:
        busy = machine.wrk(folder, port, [hot], seconds=LOAD, background=True)
        until = time.monotonic() + LOAD - 1
        while done < times and time.monotonic() < until:
            new, newer = f"Жаңалық{time.monotonic_ns()}", f"Түзету{time.monotonic_ns()}"
            home += visible(port, [("/", new, act("publish", new))])
            path = desk("path")
            sites.get(port, path), sites.get(port, path)
            article += visible(port, [(path, newer, act("update", newer))])
            done += 1
        machine.told(busy)
    return [_told(home), _told(article)]


def _told(seconds):
    """What nobody saw within 15 s is infinite: the run goes on and the report says so."""
    return tuple(
        round(one * 1000) if math.isfinite(one) else one
        for one in (statistics.median(seconds), max(seconds))
    )


def away(folder, port, paths, leave, *, seconds):
    """The Loads on pages that were read before, and while the database answers nobody.

    `leave` makes it so, and gives what makes it answer again.
    """
    before = machine.wrk(folder, port, paths, seconds=3)
    while before.requests < 60 * len(paths):  # so that each worker has met each page
        before = machine.wrk(folder, port, paths, seconds=3)
    busy = machine.wrk(folder, port, paths, seconds=seconds + 2, background=True)
    time.sleep(1)
    come_back = leave()
    time.sleep(seconds)
    come_back()
    return before, machine.told(busy)


def memory(folder, var, database, addresses):
    """MB (PSS) of two workers after 1,000 pages, and after searches in each; pages read."""
    server = sites.newsroom(var, database, workers=2)
    try:
        read = 0
        while read < 25 * len(addresses["article"]):  # so that each worker has met each page
            paths = addresses["article"]
            read += machine.wrk(folder, server.port, paths, seconds=5, gzip=True).requests
        pages = machine.pss(server.process.pid)
        for _number in range(20):
            sites.get(server.port, addresses["search"][0])
        return pages, machine.pss(server.process.pid), read
    finally:
        server.close()
