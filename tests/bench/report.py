"""docs/speed.md from what was measured: ratios with their spread, and what was missing."""

import statistics

from tests import nginx
from tests.bench import machine, sites
from tests.bench.events import LOOKERS

HEAD = """# Speed

Written by `make bench`; `tests/bench/` says what is done. Only ratios inside one run count:
rounds are interleaved, and a difference is real from 1.3 on.

Measured on {began}: {machine}, load {loads} (before and after). {stories:,} stories of
`make_archive`, {rounds} rounds of {seconds} s for each cell; wrk with one thread and
{connections} connections on core 1, everything else on core 0. No TLS.
"""
KEPT = """
## Pages that lie ready
One worker, SQLite. Requests a second and, in brackets, the ratio to nginx serving files of the
same bytes (`gzip_static`) in the same round: median, least–most. Our answers carry some 900
bytes more of headers.

| page | encoding | files | Python alone | behind `deploy/nginx.conf` |
| --- | --- | --- | --- | --- |
"""
COLD = """
## Pages drawn anew
Without the page cache, one process of granian with eight threads for both. The plain site
(`tests/bench/plain/`) is a tutorial's: DetailView and ListView, select_related, OFFSET, the
same stories, less on each page; twice as long for each cell. Requests a second, ratio of ours to
the plain one.

| page | database | ours | plain | ratio |
| --- | --- | --- | --- | --- |
"""
READERS = """
## From the commit to the reader
Two workers, {publish} publications and updates, each looked for every 2 ms on {lookers}
connections while wrk reads another page; the last connection counts. Milliseconds, median
(most).

| database | through | new story on the home page | new text on its article |
| --- | --- | --- | --- |
"""
FROZEN = """
## PostgreSQL frozen for {frozen} s
All its processes are stopped (SIGSTOP) while wrk reads 50 pages that were read before.

| through | requests | failed | longest before | longest while it was frozen |
| --- | --- | --- | --- | --- |
"""
MEMORY = """
## Memory
Two workers and granian's own process, SQLite, PSS: {pages} MB with 1,000 pages kept in each
({read:,} reads at random), {search} MB after searches too.
"""
GROWTH = """
## Growth
SQLite, every page drawn anew, milliseconds of one reader alone (median of 30).

| page | ours, {stories:,} | {larger:,} | growth | plain, {stories:,} | {larger:,} | growth |
| --- | --- | --- | --- | --- | --- | --- |
"""


def written(results, **said):
    """Markdown. `said`: what the head and the tables mention of the run."""
    loads = " and ".join(map(str, results["load"]))
    words = {**said, "loads": loads, "machine": machine.described()}
    parts = [HEAD.format(connections=machine.CONNECTIONS, **words), *_missing(results)]
    if "kept" in results:
        parts.append(KEPT + "".join(_kept(results["kept"])))
    if "cold" in results:
        parts.append(COLD + "".join(_cold(results["cold"])))
    if "readers" in results:
        parts.append(READERS.format(lookers=LOOKERS, **words) + "".join(_late(results["readers"])))
        if frozen := "".join(_frozen(results["readers"])):
            parts.append(FROZEN.format(**words) + frozen)
    if "memory" in results:
        pages, search, read = results["memory"]
        parts.append(MEMORY.format(pages=pages, search=search, read=read))
    if "growth" in results:
        parts.append(GROWTH.format(**words) + "".join(_growth(results["growth"], **said)))
    return "".join(parts)


def _missing(results):
    missing = []
    if not nginx.found():
        missing.append("nginx is not installed: no ratio to files, nothing behind nginx")
    if not sites.binaries():
        missing.append("PostgreSQL's programs are not installed: SQLite only, no frozen database")
    if not machine.TASKSET:
        missing.append("one core or no taskset: load and server share it")
    return [f"\nMissing here: {'; '.join(missing)}.\n"] if missing else []


def _kept(kept):
    for (target, encoding), rates in kept.items():
        files = rates["nginx files"]
        cells = [f"{statistics.median(files):,.0f}"]
        cells += [_with_ratio(rates[who], files) for who in ("Python alone", "nginx before")]
        yield f"| {target} | {encoding} | {' | '.join(cells)} |\n"


def _with_ratio(rates, below):
    middle, least, most = machine.ratios(rates, below)
    return f"{statistics.median(rates):,.0f} (**{middle:.2f}**, {least:.2f}–{most:.2f})"


def _cold(cold):
    for database, rates in cold.items():
        for target, of in rates.items():
            middle, least, most = machine.ratios(of["ours"], of["plain"])
            ours, plain = (statistics.median(of[who]) for who in ("ours", "plain"))
            ratio = f"**{middle:.2f}**, {least:.2f}–{most:.2f}"
            yield f"| {target} | {database} | {ours:,.0f} | {plain:,.0f} | {ratio} |\n"


def _late(readers):
    for database, ways in readers.items():
        for who, found in ways.items():
            (home, most_home), (article, most_article) = found["publish"]
            cells = f"{home} ({most_home}) | {article} ({most_article})"
            yield f"| {database} | {who} | {cells} |\n"


def _frozen(readers):
    for ways in readers.values():
        for who, found in ways.items():
            if "frozen" in found:
                before, during = found["frozen"]
                longest = f"{before.longest:.0f} ms | {during.longest:.0f} ms"
                yield f"| {who} | {during.requests:,} | {during.failed} | {longest} |\n"


def _growth(growth, *, stories, larger, **_said):
    for page in growth["ours", stories]:
        cells = []
        for who in ("ours", "plain"):
            small, large = (growth[who, size].get(page) for size in (stories, larger))
            if small and large:
                cells += [f"{small}", f"{large}", f"**{large / small:.2f}**"]
            else:
                cells += ["–", "–", "–"]
        yield f"| {page} | {' | '.join(cells)} |\n"
