import argparse
import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from articles.exchange import HELPER, take
from articles.exchange.lines import Lines
from articles.exchange.progress import Bar
from articles.rights import NotAllowed
from newsroom.pulse import helpers
from newsroom.staff.models import User

MOST_BATCH = 5_000
MOST_SAID = 50  # faults and warnings on the screen
GO_ON = (
    "The batch at hand was not kept; all before it is here, and whole. "
    "Run the same command again to go on."
)

WORDS = {
    "published": "published",
    "scheduled": "scheduled",
    "drafts": "drafts",
    "withdrawn": "withdrawn",
    "here": "here already",
    "section": "new sections",
    "tag": "new tags",
    "source": "new sources",
    "author": "new authors",
    "programme": "new programmes",
    "photos": "new photos",
    "redirects": "old addresses",
    "warnings": "warnings",
    "faults": "faults",
}


class Command(BaseCommand):
    help = (
        "Bring stories in from a file of docs/exchange.md. Drafts unless told otherwise. "
        "Safe to interrupt and to run again: what is here already stays as it is. "
        "The exit code is 1 when a line did not come in."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help=".jsonl or .jsonl.gz")
        parser.add_argument(
            "--as",
            dest="as_",
            choices=["draft", "published"],
            default="draft",
            help="published: as each line says, at its published_at; draft (the default): drafts",
        )
        parser.add_argument("--dry-run", action="store_true", help="judge all and write nothing")
        parser.add_argument(
            "--photos", type=Path, metavar="DIR", help="where file names start (FILE's folder)"
        )
        parser.add_argument("--by", metavar="USERNAME", help="whose rights count; else all")
        parser.add_argument(
            "--batch", type=batch, default=500, metavar="N", help="lines of a transaction (500)"
        )
        parser.add_argument(
            "--report", type=Path, metavar="CSV", help="write faults and warnings there"
        )

    def handle(self, **options):
        with helpers.working(HELPER):
            self._take(**options)

    def _take(self, *, file, photos, by, as_, dry_run, report, **options):
        user = self._user(by)
        try:
            lines = Lines(file)
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}") from fault
        with lines, Bar(self.stderr, lines) as bar:
            try:
                done = take(
                    lines,
                    by=user,
                    as_=as_,
                    photos=photos or file.parent,
                    batch=options["batch"],
                    progress=bar.show,
                    dry_run=dry_run,
                    origin=file.name,
                )
            except NotAllowed as refused:
                raise CommandError(f"{by} may write no stories.") from refused
            except KeyboardInterrupt:
                raise CommandError(f"Stopped. {GO_ON}", returncode=130) from None
            except OperationalError as fault:
                raise CommandError(f"The database stopped the import: {fault}{GO_ON}") from fault
        if report:
            write_report(report, done)
        self._tell(done, dry_run=dry_run)
        if done.count["faults"]:
            raise CommandError(f"{done.count['faults']:,} faults; everything else came in.")

    def _user(self, name):
        if not name:
            return None
        try:
            return User.objects.get(username=name, is_active=True)
        except User.DoesNotExist:
            raise CommandError(f"There is no active user {name}.") from None

    def _tell(self, done, *, dry_run):
        for what, found in (("warning", done.warnings), ("fault", done.faults)):
            for one in found[:MOST_SAID]:
                self.stderr.write(f"{what}: {one}")
            if done.count[f"{what}s"] > MOST_SAID:
                rest = done.count[f"{what}s"] - MOST_SAID
                self.stderr.write(f"… and {rest:,} more {what}s; --report FILE writes them down")
        counted = [f"{done.count[one]:,} {word}" for one, word in WORDS.items() if done.count[one]]
        would = "A dry run, nothing is written. " if dry_run else ""
        self.stdout.write(f"{would}{done.lines:,} lines: {', '.join(counted) or 'nothing new'}.")


def batch(text):
    number = int(text)
    if not 1 <= number <= MOST_BATCH:
        raise argparse.ArgumentTypeError(f"between 1 and {MOST_BATCH:,}")
    return number


def write_report(path, done):
    with path.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["what", "line", "external_id", "field", "reason"])
        for what, found in (("warning", done.warnings), ("fault", done.faults)):
            for one in found:
                rows.writerow([what, one.line, one.external_id, one.field, one.reason])
