"""What an answer costs one reader who is alone."""

import http.client
import time
from collections import defaultdict

BEFORE = 16  # requests that are not counted: each thread of a server opens its line to the database


class Reader:
    """One connection, kept open."""

    def __init__(self, port):
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ms(self, path):
        began = time.perf_counter()
        self.line.request("GET", path)
        answer = self.line.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
        return (time.perf_counter() - began) * 1000


def interleaved(ports, pages, *, rounds, times):
    """{page: {who: milliseconds, a list for each round}}.

    `ports`: {who: port}. `pages`: {page: paths}, the same for all, read in turn, or {page: {who:
    paths}}. Whoever is compared is asked one straight after the other.
    """
    readers = {who: Reader(port) for who, port in ports.items()}
    taken = defaultdict(lambda: defaultdict(list))
    for turn in range(-1, rounds):
        for page, paths in pages.items():
            of = paths if isinstance(paths, dict) else dict.fromkeys(readers, paths)
            found = {who: [] for who in of}
            for number in range(times if turn >= 0 else BEFORE):
                for who, ways in of.items():
                    found[who].append(readers[who].ms(ways[number % len(ways)]))
            if turn >= 0:
                for who, some in found.items():
                    taken[page][who].append(some)
    for reader in readers.values():
        reader.line.close()
    return taken
