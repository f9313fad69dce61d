"""Long proofs of import and export: interrupted at any moment, and large. See docs/proof.md."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from newsroom.env import ROOT

SCALE = float(os.environ.get("PROVE_SCALE", "1"))
pytestmark = pytest.mark.prove
WORD = "сөз құрылыс мектеп көпір су қала өзен жаңа тұрғын әкімдік жоба жол".split()


class Newsroom:
    """An empty newsroom of its own, worked by commands in processes of their own.

    `like`: another that is empty, to be copied; that takes less time than all migrations.
    """

    def __init__(self, folder, name, *, like=None):
        self.folder = folder / name
        if like:
            shutil.copytree(like.folder, self.folder)
        else:
            self.folder.mkdir()
        self.environment = {**os.environ, "NEWSROOM_VAR": str(self.folder)}
        for key in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL"):
            self.environment.pop(key, None)
        self.database = ""
        if connection.vendor == "postgresql":
            self.database = f"{settings.DATABASES['default']['NAME']}_{os.getpid()}_{name}"
            begins = f"TEMPLATE {like.database}" if like else ""
            self._sql(
                f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)",
                f"CREATE DATABASE {self.database} {begins}",
            )
            address = os.environ["DATABASE_URL"].rpartition("/")[0]
            self.environment["DATABASE_URL"] = f"{address}/{self.database}"
        if not like:
            self.run("migrate", "--verbosity", "0")

    def run(self, *command):
        done = subprocess.run(self._command(command), env=self.environment, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def run_and_kill(self, *command, after):
        """Whether it was killed, after so many seconds of the processor's, or done before."""
        process = subprocess.Popen(
            self._command(command),
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while process.poll() is None and worked_by(process.pid) < after:
            time.sleep(0.01)
        process.kill()
        return process.wait() == -signal.SIGKILL

    def give(self):
        path = self.folder / "given.jsonl"
        self.run("export_articles", str(path))
        return path.read_bytes()

    def close(self):
        if self.database:
            self._sql(f"DROP DATABASE {self.database} WITH (FORCE)")

    def _command(self, command):
        return [sys.executable, ROOT / "manage.py", *command]

    def _sql(self, *statements):
        import psycopg2

        base = {**settings.DATABASES["default"], "NAME": "postgres"}
        server = psycopg2.connect(
            host=base["HOST"],
            port=base["PORT"],
            user=base["USER"],
            password=base["PASSWORD"],
            dbname="postgres",
        )
        server.autocommit = True
        with server.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        server.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    newsroom = Newsroom(tmp_path_factory.mktemp("exchange"), "empty")
    yield newsroom
    newsroom.close()


@pytest.fixture
def newsrooms(tmp_path, empty):
    opened = []

    def make(name):
        opened.append(Newsroom(tmp_path, name, like=empty))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def write_archive(path, count, *, letters=500):
    """Stories in two languages, each naming others before and behind it."""
    dice = random.Random(11)
    with path.open("w", encoding="utf-8") as out:

        def line(**record):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")

        for number in range(8):
            line(type="section", name={"kk": f"Айдар {number}", "ru": f"Рубрика {number}"})
        for number in range(count):
            words = " ".join(dice.choices(WORD, k=letters // 6))
            near = [f"s-{dice.randrange(max(0, number - 200), number + 1)}" for _one in "ab"]
            far = f"s-{min(count - 1, number + dice.randrange(1, 900))}"
            body = f"<p>{words[: len(words) // 2]}</p><p>{words[len(words) // 2 :]}</p>"
            if number % 10 == 0 and far != f"s-{number}":
                body += f'<aside data-article="{far}"></aside>'
            line(
                external_id=f"s-{number}",
                number=number + 1,
                short_code="".join(dice.choices("23456789abcdefghjkmnpqrstuvwxyz", k=7)),
                language="ru" if number % 2 else "kk",
                headline=f"{' '.join(dice.choices(WORD, k=8)).capitalize()} {number}",
                standfirst=" ".join(dice.choices(WORD, k=20)),
                body_html=body,
                section=f"Айдар {number % 8}",
                tags=[f"Тақырып {dice.randrange(300)}" for _one in "abc"],
                authors=[f"Автор {dice.randrange(60)}"],
                sources=[{"name": f"Дереккөз {number % 90}", "url": f"https://a.example/{number}"}],
                related=[name for name in dict.fromkeys(near) if name != f"s-{number}"],
                published_at=f"20{10 + number * 15 // count}-0{dice.randrange(1, 10)}-11T09:00:00",
                old_address=f"/news/{number}.html",
            )


def worked_by(pid):
    """Seconds of the processor's that a process has had: proc_pid_stat(5)."""
    utime, stime = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(utime) + int(stime)) / os.sysconf("SC_CLK_TCK")


def seconds(act, *arguments):
    """The same, of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    act(*arguments)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_killed_at_any_moment_and_run_again_it_comes_to_the_same(newsrooms, tmp_path):
    kills = max(3, round(20 * SCALE))
    archive = tmp_path / "archive.jsonl"
    write_archive(archive, max(600, round(6_000 * SCALE)))
    command = ["import_articles", str(archive), "--as", "published", "--batch", "100"]
    calm, troubled = newsrooms("calm"), newsrooms("troubled")
    started = seconds(calm.run, "check")
    whole = seconds(calm.run, *command) - started
    dice = random.Random(5)

    killed = sum(
        troubled.run_and_kill(*command, after=started + dice.random() * whole / kills)
        for _one in range(kills)
    )
    told = troubled.run(*command)

    assert killed >= kills * 2 // 3
    assert troubled.give() == calm.give()
    print(f"\n{killed} of {kills} killed; at last: {told.strip()}")  # noqa: T201


def test_a_hundred_thousand_stories_come_in_with_flat_memory(newsrooms, tmp_path):
    for count in (round(10_000 * SCALE), round(100_000 * SCALE)):
        archive = tmp_path / f"{count}.jsonl"
        write_archive(archive, count)
        newsroom = newsrooms(f"of_{count}")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()

        told = newsroom.run("import_articles", str(archive), "--as", "published")

        passed = time.monotonic() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(  # noqa: T201
            f"\n{connection.vendor}, {count:,} stories: {count / passed:,.0f}/s, "
            f"{count / worked:,.0f} a second of our own processor time, "
            f"{after.ru_maxrss / 1024:,.0f} MB at most: {told.strip()}"
        )
        assert f"{count:,} published" in told
        assert after.ru_maxrss < 300 * 1024  # KB
