"""docs/speed.md from what was measured: ratios with their spread, and what was missing."""

import statistics

from tests import nginx
from tests.bench import cluster, machine
from tests.bench.counted import READ, READERS
from tests.bench.events import LOOKERS
from tests.bench.machine import ratios
from tests.bench.report_alone import grown, sought

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
LATE = """
## From the commit to the reader
Two workers, {publish} publications and updates, each looked for every 2 ms on {lookers}
connections while wrk reads another page; the last connection counts. Milliseconds, median
(most).

| database | through | new story on the home page | new text on its article |
| --- | --- | --- | --- |
"""
COUNTED = """
## What stays as it is
One worker, which tells what it counts; {read} pages of stories that no change touches are read by
wrk all the while. First stories are published and updated, once a second; then {readers} readers
more read the home page, which every publication changes.

| database | changes | reads of the others | found kept | pages made anew | p99 before, during |
| --- | --- | --- | --- | --- | --- |
"""
CROWD = """
| database | changes | answers a second, failed | times made | p99 of the others before, during |
| --- | --- | --- | --- | --- |
"""
AWAY = """
## PostgreSQL away for {frozen} s
All its processes stand still (SIGSTOP), or it is stopped and started again, while wrk reads {read}
pages that were read before.

| through | PostgreSQL | requests | failed | longest before | longest while it was away |
| --- | --- | --- | --- | --- | --- |
"""
PLANNED = """
A planned story with helpers dead, pages kept and two processes: never early and at most a second
late, proven by `tests/prove/test_two_servers.py` (figures in [proof.md](proof.md)).
"""
MEMORY = """
## Memory
Two workers and granian's own process, SQLite, PSS: {pages} MB with 1,000 pages kept in each
({read:,} reads at random, packed as for browsers), {search} MB after searches too.
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
        parts.append(LATE.format(lookers=LOOKERS, **words) + "".join(_late(results["readers"])))
    if "counted" in results:
        parts.append(COUNTED.format(read=READ, readers=READERS))
        parts += [*_untouched(results["counted"]), CROWD, *_crowd(results["counted"])]
    if away := "".join(_away(results.get("readers", {}))):
        parts.append(AWAY.format(read=READ, **words) + away)
    if "readers" in results:
        parts.append(PLANNED)
    if "memory" in results:
        pages, search, read = results["memory"]
        parts.append(MEMORY.format(pages=pages, search=search, read=read))
    if "growth" in results:
        parts += grown(*results["growth"], **said)
    if "search" in results:
        parts += sought(results["search"], **said)
    return "".join(parts)


def _missing(results):
    missing = []
    if not nginx.found():
        missing.append("nginx is not installed: no ratio to files, nothing behind nginx")
    if not cluster.binaries():
        missing.append("PostgreSQL's programs are not installed: SQLite only, no growth")
    if not results["is_shared_evenly"]:
        missing.append("autogroup is on and not ours to switch off: PostgreSQL waits for its turn")
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
    middle, least, most = ratios(rates, below)
    return f"{statistics.median(rates):,.0f} (**{middle:.2f}**, {least:.2f}–{most:.2f})"


def _cold(cold):
    for database, rates in cold.items():
        for target, of in rates.items():
            middle, least, most = ratios(of["ours"], of["plain"])
            ours, plain = (statistics.median(of[who]) for who in ("ours", "plain"))
            ratio = f"**{middle:.2f}**, {least:.2f}–{most:.2f}"
            yield f"| {target} | {database} | {ours:,.0f} | {plain:,.0f} | {ratio} |\n"


def _late(readers):
    for database, ways in readers.items():
        for who, found in ways.items():
            (home, most_home), (article, most_article) = found["publish"]
            cells = f"{home} ({most_home}) | {article} ({most_article})"
            yield f"| {database} | {who} | {cells} |\n"


def _untouched(counted):
    for database, (found, _crowd) in counted.items():
        cells = f"{found.changes} | {found.during.requests:,} | {found.hits:,} | {found.renders}"
        yield f"| {database} | {cells} | {_p99(found)} |\n"


def _crowd(counted):
    for database, (_untouched, found) in counted.items():
        answers = f"{found.crowd.rate:,.0f}, {found.crowd.failed}"
        cells = f"{found.changes} | {answers} | {found.renders}"
        yield f"| {database} | {cells} | {_p99(found)} |\n"


def _p99(found):
    return f"{found.before.p99:.1f}, {found.during.p99:.1f} ms"


def _away(readers):
    for ways in readers.values():
        for who, found in ways.items():
            for how in ("frozen", "stopped"):
                if how in found:
                    before, during = found[how]
                    longest = f"{before.longest:.0f} ms | {during.longest:.0f} ms"
                    cells = f"{during.requests:,} | {during.failed} | {longest}"
                    yield f"| {who} | {how} | {cells} |\n"
