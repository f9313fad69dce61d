"""`make bench`: how fast the newsroom is here, against files and against a tutorial's site.

    BENCH_STORIES=10000   stories (of `make_archive`)
    BENCH_GROWTH=100      times as many stories are many, in the growth table; 0: none
    BENCH_SEARCH=100000   stories in which is searched; 0: none
    BENCH_ROUNDS=3        interleaved rounds
    BENCH_SECONDS=2       of one run of wrk
    BENCH_PUBLISH=20      publications whose way to readers is timed
    BENCH_FROZEN=60       seconds for which PostgreSQL is frozen, and then stopped
    BENCH_OUT=docs/speed.md

It starts every server that it needs on free ports, in a temporary folder that goes with it.
"""

import os
import shutil
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from newsroom.env import ROOT
from tests import nginx
from tests.bench import cluster, counted, events, machine, report, sites
from tests.bench.filling import archive, plain_archive, say
from tests.bench.growth import growth
from tests.bench.search import search


def number(name, default):
    return int(os.environ.get(name) or default)


STORIES = number("BENCH_STORIES", 10_000)
GROWTH = number("BENCH_GROWTH", 100)
SEARCH = number("BENCH_SEARCH", 100_000)
ROUNDS = number("BENCH_ROUNDS", 3)
SECONDS = number("BENCH_SECONDS", 2)
PUBLISH = number("BENCH_PUBLISH", 20)
FROZEN = number("BENCH_FROZEN", 60)
ALONE = 20  # requests of one reader alone, in each round
CHANGES = 8  # while the page cache counts
LONG = 4  # times as long are many pages read, about as long as nginx keeps its copies of them


def targets(addresses):
    """What is read: pages of different sizes, many and one."""
    return {
        "article, random": addresses["article"],
        "article, one": addresses["article"][:1],
        "home": addresses["home"],
        "section": addresses["section"],
        "RSS": addresses["RSS"],
    }


def warm(port, addresses):
    """Every page twice, in both encodings: a page is lent to nginx when it is asked for again."""
    for paths in targets(addresses).values():
        for path in paths:
            for encoding in ("identity", "identity", "gzip", "gzip"):
                sites.get(port, path, **{"Accept-Encoding": encoding})


def kept(folder, var, addresses):
    """{(target, encoding): {who: requests a second, round by round}} of pages that lie ready."""
    rates = defaultdict(lambda: defaultdict(list))
    copies = copies_in_memory()
    alone = sites.newsroom(var, "")
    behind = sites.newsroom(var, "", cache=copies / "pages")
    running = [behind, alone]
    try:
        running.append(front := sites.front(copies, behind.port, var))
        every = [path for paths in targets(addresses).values() for path in paths]
        running.append(files := sites.files(folder / "files", alone.port, every))
        ports = {"nginx files": files.port, "Python alone": alone.port, "nginx before": front.port}
        for port in ports.values():
            warm(port, addresses)
        for turn in range(ROUNDS):
            say(f"kept pages, round {turn + 1}")
            for target, paths in targets(addresses).items():
                for gzip in (False, True):
                    for who, port in ports.items():
                        seconds = SECONDS * (LONG if len(paths) > 1 else 1)
                        result = machine.wrk(folder, port, paths, seconds=seconds, gzip=gzip)
                        assert not result.failed, (who, target, result)
                        rates[target, "gzip" if gzip else "identity"][who].append(result.rate)
    finally:
        for one in reversed(running):
            one.close()
        shutil.rmtree(copies)
    return rates


def copies_in_memory():
    """A folder as deploy/nginx.conf has its copies in: below /run, which is memory."""
    memory = Path("/dev/shm")
    name = tempfile.mkdtemp(prefix="newsroom-bench-", dir=memory if memory.is_dir() else None)
    Path(name).chmod(0o755)
    return Path(name)


def cold(folder, bare, ours, plain, theirs):
    """{target: {who: requests a second, round by round}} with every page drawn anew."""
    rates = defaultdict(lambda: defaultdict(list))
    servers = {"ours": (bare, targets(ours)), "plain": (plain, targets(theirs))}
    for turn in range(ROUNDS):
        say(f"pages drawn anew, round {turn + 1}")
        for target in targets(ours):
            for who, (server, paths) in servers.items():
                result = machine.wrk(folder, server.port, paths[target], seconds=2 * SECONDS)
                assert not result.failed, (who, target, result)
                rates[target][who].append(result.rate)
    return rates


def drawn_anew(folder, dress):
    """Cold rates on one database. `dress`: (var, database, addresses) of ours and of the plain."""
    (var, database, ours), (their_var, their_database, theirs) = dress
    running = []
    try:
        running.append(bare := sites.granian("tests.bench.bare:application", var, database))
        target = "tests.bench.plain.wsgi:application"
        running.append(plain := sites.granian(target, their_var, their_database))
        return cold(folder, bare, ours, plain, theirs)
    finally:
        for one in running:
            one.close()


def readers(folder, var, database, addresses, made):
    """What happens while readers read, by Python alone and through nginx, two workers each."""
    found = {}
    for who in ("Python alone", "nginx before") if nginx.found() else ("Python alone",):
        copies, running = copies_in_memory(), []
        cache = copies / "pages" if who == "nginx before" else ""
        try:
            running.append(server := sites.newsroom(var, database, workers=2, cache=cache))
            port = server.port
            if cache:
                running.append(front := sites.front(copies, server.port, var))
                port = front.port
            running.append(desk := sites.Desk(var, database))
            hot = addresses["article"][-1]
            say(f"{PUBLISH} publications, {who}")
            late = events.publications(folder, port, desk, hot, times=PUBLISH)
            found[who] = {"publish": late}
            for how, leave in ways_to_be_away(made):
                say(f"PostgreSQL {how} for {FROZEN} s, {who}")
                pages = addresses["article"][: counted.READ]
                found[who][how] = events.away(folder, port, pages, leave, seconds=FROZEN)
        finally:
            for one in reversed(running):
                one.close()
            shutil.rmtree(copies)
    return found


def ways_to_be_away(made):
    return [("frozen", made.freeze), ("stopped", made.down)] if made else []


def counts(folder, var, database, addresses):
    """(pages that no change touches, readers of one that changes), by one worker's own figures."""
    say("what the page cache counts")
    server = sites.newsroom(var, database)
    try:
        with sites.Desk(var, database) as desk:
            given = folder, server.port, desk, addresses["article"][: counted.READ]
            return counted.untouched(*given, changes=CHANGES), counted.crowd(
                *given, changes=CHANGES
            )
    finally:
        server.close()


def searched(folder, few, made):
    """{database: what was found out}; both archives are made at once, while nothing is timed."""
    many = {"SQLite": (folder / "many", "")}
    if made:
        many["PostgreSQL"] = (folder / "many-pg", made.database("search"))
    with ThreadPoolExecutor() as hands:
        list(hands.map(lambda dress: archive(*dress, SEARCH), many.values()))
    return {
        name: search({"few": few[name], "many": dress}, rounds=ROUNDS, requests=ALONE)
        for name, dress in many.items()
    }


def main():
    if not machine.WRK:
        raise SystemExit("`make bench` needs wrk (Debian: apt install wrk); nothing was measured.")
    began, results = time.strftime("%d %B %Y, %H:%M"), {"load": [machine.load()]}
    with (
        machine.without_autogroup() as results["is_shared_evenly"],
        tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name,
    ):
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL's own user goes through it
        var, plain = folder / "var", folder / "plain"
        addresses = archive(var, "", STORIES)
        ours = (var, "", addresses)
        theirs = (plain, "", plain_archive(plain, "", STORIES))
        if nginx.found():
            results["kept"] = kept(folder, var, addresses)
            write(results, began)
        results["cold"] = {"SQLite": drawn_anew(folder, (ours, theirs))}
        say("memory")
        results["memory"] = events.memory(folder, var, "", addresses)
        results["readers"] = {"SQLite": readers(folder, var, "", addresses, None)}
        results["counted"] = {"SQLite": counts(folder, *ours)}
        write(results, began)
        few, made = {"SQLite": ours[:2]}, cluster.binaries() and cluster.Cluster(folder / "pg")
        try:
            if made:
                few["PostgreSQL"] = with_postgresql(folder, made, results)
                write(results, began)
            if SEARCH:
                results["search"] = searched(folder, few, made)
                write(results, began)
            if GROWTH and made:
                sizes = {"stories": STORIES, "times": GROWTH}
                grown = growth(folder, made, **sizes, rounds=ROUNDS, requests=ALONE)
                results["growth"] = grown
                write(results, began)
        finally:
            if made:
                made.close()


def write(results, began):
    """What there is so far: a run that is broken off leaves what it has measured."""
    results["load"] = [*results["load"][:1], machine.load()]
    said = {"stories": STORIES, "rounds": ROUNDS, "seconds": SECONDS, "sought": SEARCH}
    said |= {"began": began, "publish": PUBLISH, "frozen": FROZEN, "alone": ALONE * ROUNDS}
    said |= {"times": GROWTH, "many": STORIES * GROWTH}
    out = ROOT / (os.environ.get("BENCH_OUT") or "docs/speed.md")
    out.write_text(report.written(results, **said))
    say(f"written: {out}")


def with_postgresql(folder, made, results):
    """All that is measured on SQLite too; (var, database) of the newsroom."""
    ours_at, theirs_at = made.database("ours"), made.database("plain")
    var, plain = folder / "var-pg", folder / "plain-pg"
    addresses = archive(var, ours_at, STORIES)
    ours = (var, ours_at, addresses)
    theirs = (plain, theirs_at, plain_archive(plain, theirs_at, STORIES))
    results["cold"]["PostgreSQL"] = drawn_anew(folder, (ours, theirs))
    results["counted"]["PostgreSQL"] = counts(folder, *ours)
    results["readers"]["PostgreSQL"] = readers(folder, *ours, made)
    return var, ours_at


if __name__ == "__main__":
    main()
