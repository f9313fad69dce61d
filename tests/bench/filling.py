"""Archives to measure: in the newsroom, in the plain site, and a million stories."""

import sys
import time

from tests.bench import machine, sites

PAGES = 1000  # of the newest stories, which are read at random
PLAIN = {
    "home": ["/"],
    "section": ["/section/1/"],
    "RSS": ["/feed/"],
}


def say(text):
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} load {machine.load()}: {text}\n")


def archive(var, database, count, *, body="full"):
    """The newsroom with `count` stories in `var`; its addresses."""
    say(f"{count:,} stories into {database.partition(':')[0] or 'sqlite'}")
    env = sites.environment(var, database)
    sites.run(["manage.py", "migrate", "--verbosity", "0"], env)
    sites.run(["manage.py", "make_archive", str(count), "--body", body], env)
    sites.run(["manage.py", "collectstatic", "--noinput", "--verbosity", "0"], env)
    with sites.Desk(var, database) as desk:
        desk("analyze")
        return desk("addresses", PAGES)


def plain_archive(var, database, count):
    say(f"{count:,} stories into the plain site")
    var.mkdir(exist_ok=True)
    sites.run(["-m", "tests.bench.plain.fill", str(count)], sites.environment(var, database))
    newest = range(count - min(PAGES, count // 2) + 1, count + 1)
    return {"article": [f"/article/{pk}/" for pk in newest], **PLAIN}


def multiplied(var, database, times):
    say(f"each of them {times} times")
    sites.run(["-m", "tests.bench.multiply", str(times)], sites.environment(var, database))
