"""Looking for stories: what it costs one reader who is alone, among few stories and among many."""

import json
import subprocess
import sys
from urllib.parse import urlencode

from newsroom.env import ROOT
from tests.bench import alone, filling, machine, sites

BARE = "tests.bench.bare:application"
SAVES = 60  # stories whose keys are timed while they are published


def search(dresses, *, rounds, requests):
    """What was found out on one database. `dresses`: {"few" and "many": (var, database)}.

    `pages` as `alone.interleaved` gives them, `many` what tests.bench.seeking tells of many, and
    `rekeyed`: stories a second, all of the few keyed anew.
    """
    filling.say("the search alone")
    many = _sought(*dresses["many"], rounds * requests)
    few = _sought(*dresses["few"], 1, "--rekey")
    pages = {name: [f"/search/?{urlencode(asked)}"] for name, asked in many["words"].items()}
    running = {}
    try:
        for who, (var, database) in dresses.items():
            running[who] = sites.granian(BARE, var, database)
        filling.say("pages of the search")
        ports = {who: server.port for who, server in running.items()}
        taken = alone.interleaved(ports, pages, rounds=rounds, times=requests)
    finally:
        for server in running.values():
            server.close()
    return {"pages": taken, "many": many, "rekeyed": few["rekeyed"]}


def _sought(var, database, times, *options):
    program = [
        *machine.on_core(0),
        sys.executable,
        "-m",
        "tests.bench.seeking",
        f"{times}",
        f"{SAVES}",
    ]
    env = sites.environment(var, database)
    run = subprocess.run([*program, *options], env=env, cwd=ROOT, stdout=-1, check=True)
    return json.loads(run.stdout)
