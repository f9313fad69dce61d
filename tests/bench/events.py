"""What happens while readers read: a publication, a database that is away, a full house."""

import http.client
import statistics
import threading
import time
from math import isfinite

from tests.bench import machine, sites

LOOKERS = 12  # connections: with two workers the chance that all are one's is 1 in 2,048
LOAD = 8  # seconds of the load beside a handful of publications


class Looker(threading.Thread):
    """Asks for a path on one connection until it shows a word, and keeps the moment."""

    def __init__(self, port, path, word):
        super().__init__(daemon=True)
        self.port, self.path, self.word, self.seen_at = port, path, word.encode(), None

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        until = time.monotonic() + 15
        while self.seen_at is None and time.monotonic() < until:
            connection.request("GET", self.path)
            if self.word in connection.getresponse().read():
                self.seen_at = time.monotonic()
            time.sleep(0.002)
        connection.close()


def visible(port, orders):
    """(path, word, act) of each change → seconds from its commit until the last line saw it."""
    late = []
    for path, word, act in orders:
        lookers = [Looker(port, path, word) for _number in range(LOOKERS)]
        for looker in lookers:
            looker.start()
        time.sleep(0.1)
        committed = act()
        for looker in lookers:
            looker.join()
        late.append(max((looker.seen_at or float("inf")) - committed for looker in lookers))
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
        round(one * 1000) if isfinite(one) else one
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
