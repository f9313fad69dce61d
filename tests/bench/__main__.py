"""`make bench`: how fast the newsroom is here, against files and against a tutorial's site.

    BENCH_STORIES=10000   stories (of `make_archive`)
    BENCH_GROWTH=100000   the larger archive of the growth table; 0: none
    BENCH_ROUNDS=3        interleaved rounds
    BENCH_SECONDS=2       of one run of wrk
    BENCH_PUBLISH=20      publications whose way to readers is timed
    BENCH_FROZEN=60       seconds for which PostgreSQL is frozen
    BENCH_OUT=docs/speed.md

It starts every server that it needs on free ports, in a temporary folder that goes with it.
"""

import http.client
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from newsroom.env import ROOT
from tests import nginx
from tests.bench import events, machine, report, sites


def number(name, default):
    return int(os.environ.get(name) or default)


STORIES = number("BENCH_STORIES", 10_000)
GROWTH = number("BENCH_GROWTH", 100_000)
ROUNDS = number("BENCH_ROUNDS", 3)
SECONDS = number("BENCH_SECONDS", 2)
PUBLISH = number("BENCH_PUBLISH", 20)
FROZEN = number("BENCH_FROZEN", 60)
PAGES = 1000
ALONE = 30  # requests of one reader alone
GROWING = ["article", "home", "section", "tag", "source", "RSS", "search"]
PLAIN = {
    "home": ["/"],
    "section": ["/section/1/"],
    "RSS": ["/feed/"],
    "tag": ["/tag/1/"],
    "search": ["/search/?q=%D0%BC%D0%B5%D0%BA%D1%82%D0%B5%D0%BF"],
}


def say(text):
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} load {machine.load()}: {text}\n")


def archive(var, database, count):
    """The newsroom with `count` stories in `var`; its addresses."""
    say(f"{count:,} stories into {database.partition(':')[0] or 'sqlite'}")
    env = sites.environment(var, database)
    sites.run(["manage.py", "migrate", "--verbosity", "0"], env)
    sites.run(["manage.py", "make_archive", str(count)], env)
    sites.run(["manage.py", "collectstatic", "--noinput", "--verbosity", "0"], env)
    desk = sites.Desk(var, database)
    desk("analyze")
    try:
        return desk("addresses", PAGES)
    finally:
        desk.close()


def plain_archive(var, database, count):
    say(f"{count:,} stories into the plain site")
    var.mkdir(exist_ok=True)
    sites.run(["-m", "tests.bench.plain.fill", str(count)], sites.environment(var, database))
    newest = range(count - min(PAGES, count // 2) + 1, count + 1)
    return {"article": [f"/article/{pk}/" for pk in newest], **PLAIN}


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
    copies = folder / "nginx"
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
                        result = machine.wrk(folder, port, paths, seconds=SECONDS, gzip=gzip)
                        assert not result.failed, (who, target, result)
                        rates[target, "gzip" if gzip else "identity"][who].append(result.rate)
    finally:
        for one in reversed(running):
            one.close()
    return rates


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


def alone(port, path):
    """Median milliseconds of one reader who is alone."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    taken = []
    for _number in range(ALONE):
        began = time.monotonic()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
        taken.append((time.monotonic() - began) * 1000)
    connection.close()
    return round(statistics.median(taken), 1)


def costs(target, var, database, addresses):
    """{page: ms alone} with every page drawn anew."""
    server = sites.granian(target, var, database)
    try:
        found = {page: addresses.get(page) for page in GROWING}
        return {page: alone(server.port, paths[0]) for page, paths in found.items() if paths}
    finally:
        server.close()


def growth(folder, ours, plain):
    """{(who, number of stories): {page: ms}} on SQLite."""
    both = {"ours": "tests.bench.bare:application", "plain": "tests.bench.plain.wsgi:application"}
    filled = {"ours": (folder / "large", archive), "plain": (folder / "large-plain", plain_archive)}
    small, found = {"ours": ours, "plain": plain}, {}
    for who, target in both.items():
        found[who, STORIES] = costs(target, *small[who])
        var, fill = filled[who]
        found[who, GROWTH] = costs(target, var, "", fill(var, "", GROWTH))
    return found


def readers(folder, var, database, addresses, cluster):
    """What happens while readers read, by Python alone and through nginx, two workers each."""
    found = {}
    for who in ("Python alone", "nginx before") if nginx.found() else ("Python alone",):
        copies, running = folder / f"nginx{len(found)}{bool(cluster)}", []
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
            if cluster:
                say(f"PostgreSQL frozen for {FROZEN} s, {who}")
                pages = addresses["article"][:50]
                found[who]["frozen"] = events.frozen(folder, port, pages, cluster, seconds=FROZEN)
        finally:
            for one in reversed(running):
                one.close()
    return found


def main():
    if not machine.WRK:
        raise SystemExit("`make bench` needs wrk (Debian: apt install wrk); nothing was measured.")
    began, results = time.strftime("%d %B %Y, %H:%M"), {"load": [machine.load()]}
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name:
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
        write(results, began)
        if sites.binaries():
            cluster = sites.Cluster(folder / "postgresql")
            try:
                with_postgresql(folder, cluster, results)
            finally:
                cluster.close()
            write(results, began)
        if GROWTH:
            results["growth"] = growth(folder, ours, theirs)
            write(results, began)


def write(results, began):
    """What there is so far: a run that is broken off leaves what it has measured."""
    results["load"] = [*results["load"][:1], machine.load()]
    said = {"stories": STORIES, "rounds": ROUNDS, "seconds": SECONDS, "larger": GROWTH}
    said |= {"began": began, "publish": PUBLISH, "frozen": FROZEN}
    out = ROOT / (os.environ.get("BENCH_OUT") or "docs/speed.md")
    out.write_text(report.written(results, **said))
    say(f"written: {out}")


def with_postgresql(folder, cluster, results):
    ours_at, theirs_at = cluster.database("ours"), cluster.database("plain")
    var, plain = folder / "var-pg", folder / "plain-pg"
    addresses = archive(var, ours_at, STORIES)
    ours = (var, ours_at, addresses)
    theirs = (plain, theirs_at, plain_archive(plain, theirs_at, STORIES))
    results["cold"]["PostgreSQL"] = drawn_anew(folder, (ours, theirs))
    results["readers"]["PostgreSQL"] = readers(folder, var, ours_at, addresses, cluster)


if __name__ == "__main__":
    main()
