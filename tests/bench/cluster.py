"""A PostgreSQL server of our own, which may be frozen and stopped."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from tests import nginx
from tests.bench import machine

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
# As installed, but for the room to write: a million stories would else end in checkpoints.
SETTINGS = {"listen_addresses": "127.0.0.1", "max_wal_size": "8GB", "checkpoint_timeout": "30min"}


class Cluster:
    """On core 0, as user postgres for root. `folder`: its own."""

    def __init__(self, folder):
        self.programs, self.port, self.folder = binaries(), nginx.free_port(), folder
        folder.mkdir(parents=True)
        self.user = {}
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
            self.user = {"user": "postgres"}
        self._run("initdb", "-D", folder / "data", "-A", "trust", "-U", "bench", "-E", "UTF8")
        self.start()

    def start(self):
        settings = {**SETTINGS, "port": self.port, "unix_socket_directories": self.folder}
        command = [*machine.on_core(0), self.programs / "postgres", "-D", self.folder / "data"]
        command += [word for one in settings.items() for word in ("-c", "{}={}".format(*one))]
        self.process = subprocess.Popen(command, **QUIET, **self.user)
        ready = [self.programs / "pg_isready", "-h", "127.0.0.1", "-p", str(self.port)]
        until = time.monotonic() + 30
        while subprocess.run(ready, check=False, **QUIET).returncode:
            assert time.monotonic() < until, "PostgreSQL does not start"
            time.sleep(0.1)

    def stop(self):
        self.process.send_signal(signal.SIGINT)  # fast: whoever is connected is cut off
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)  # at once, as after a power cut
            self.process.wait(60)

    close = stop

    def freeze(self):
        """All its processes stand still; what makes them go on again."""
        stopped = machine.children(self.process.pid)
        for pid in stopped:
            machine.tell(pid, signal.SIGSTOP)

        def thaw():
            for pid in stopped:
                machine.tell(pid, signal.SIGCONT)

        return thaw

    def down(self):
        """It is stopped; what starts it again."""
        self.stop()
        return self.start

    def database(self, name, *, like="template1"):
        """The address of a new database, a copy of another."""
        place = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "bench", "-T", like]
        self._run("createdb", *place, name)
        return f"postgres://bench@127.0.0.1:{self.port}/{name}"

    def _run(self, program, *arguments):
        subprocess.run([self.programs / program, *arguments], check=True, **QUIET, **self.user)


def binaries():
    """The folder of initdb and postgres, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).parent)
    return next((one for one in folders if (one / "initdb").exists()), None)
