"""The machine under the measurement: its cores, its load, the load that we put on it."""

import json
import os
import re
import shutil
import statistics
import subprocess
from contextlib import contextmanager
from math import nan
from pathlib import Path
from typing import NamedTuple

TASKSET = shutil.which("taskset") if (os.cpu_count() or 1) > 1 else None
WRK = shutil.which("wrk")
AUTOGROUP = Path("/proc/sys/kernel/sched_autogroup_enabled")
CONNECTIONS = 8
# Every request is written before the load begins; `random` is seeded, so runs are alike.
SCRIPT = """
local paths = {%s}
local ready = {}
function init(args)
  math.randomseed(7)
  for number, path in ipairs(paths) do ready[number] = wrk.format("GET", path) end
end
function request() return ready[math.random(#ready)] end
"""


def on_core(number):
    """What stands before a command that is to run on one core."""
    return [TASKSET, "-c", str(number)] if TASKSET else []


def keep_thread_on(number):
    """The thread that calls this, and no other of its process."""
    if TASKSET:
        os.sched_setaffinity(0, {number})


@contextmanager
def without_autogroup():
    """While it lasts, a core is shared out among processes, as among services of systemd.

    By default Linux shares it out among sessions first (sched(7), "The autogroup feature"). Each
    process of PostgreSQL is a session of its own, and on a full core was not run for seconds. Gives
    whether it is off: only root may do that.
    """
    try:
        before = AUTOGROUP.read_text()
        AUTOGROUP.write_text("0")
    except OSError:
        yield not AUTOGROUP.exists()
        return
    try:
        yield True
    finally:
        AUTOGROUP.write_text(before)


def load():
    return round(os.getloadavg()[0], 1)


def described():
    cpus = Path("/proc/cpuinfo").read_text()
    name = re.search(r"model name\s*: (.+)", cpus)
    return f"{os.cpu_count()} cores, {name[1].strip() if name else 'unknown'}"


class Load(NamedTuple):
    """Of one run of wrk: requests a second, milliseconds, and what was no good answer."""

    rate: float
    p99: float
    longest: float
    requests: int
    failed: int


def wrk(folder, port, paths, *, seconds, gzip=False, background=False, connections=CONNECTIONS):
    """Read random ones of `paths` for so long; a Load, or the running process."""
    script = Path(folder) / f"paths-{port}-{len(paths)}.lua"
    script.write_text(SCRIPT % ",".join(json.dumps(path) for path in paths))
    command = [*on_core(1), WRK, "-t1", f"-c{connections}", f"-d{seconds}", "--latency"]
    command += ["-s", str(script), "--timeout", "30"]
    command += ["-H", "Accept-Encoding: gzip"] if gzip else []
    command += [f"http://127.0.0.1:{port}/"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    return process if background else told(process)


def told(process):
    """What a run of wrk says at its end."""
    text = process.communicate(timeout=600)[0]
    failed = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", text))
    if errors := re.search(r"Socket errors: (.*)", text):
        failed += sum(int(n) for n in re.findall(r"\d+", errors[1]))
    return Load(
        rate=float(re.search(r"Requests/sec:\s*([\d.]+)", text)[1]),
        p99=_milliseconds(re.search(r"99%\s+(\S+)", text)[1]),
        longest=_milliseconds(re.search(r"Latency\s+\S+\s+\S+\s+(\S+)", text)[1]),
        requests=int(re.search(r"(\d+) requests in", text)[1]),
        failed=failed,
    )


def _milliseconds(text):
    found = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text)
    if found is None:  # nobody was answered in that time
        return float("nan")
    number, unit = found.groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


def children(pid):
    """Processes below `pid`, itself first."""
    found, parents = [pid], {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended
            continue
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def tell(pid, signal):
    """A signal to a process of ours, unless it has ended."""
    try:
        os.kill(pid, signal)
    except ProcessLookupError:
        pass


def pss(pid):
    """MB that a process and those below it take, shared pages counted once."""
    kilobytes = 0
    for one in children(pid):
        text = Path(f"/proc/{one}/smaps_rollup").read_text()
        kilobytes += int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1])
    return round(kilobytes / 1024)


def ratios(rounds, below):
    """Median, least and most of what is `rounds` to `below`, round by round."""
    found = [one / (other or nan) for one, other in zip(rounds, below, strict=True)]
    return statistics.median(found), min(found), max(found)
