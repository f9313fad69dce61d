import datetime
import gzip
import io
import json
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.exchange import take
from articles.exchange.progress import Bar
from newsroom.demo import archive

EVERY = 500  # stories between two signs of progress


class Command(BaseCommand):
    help = (
        "Fill this newsroom with N invented stories, or write them into a file of "
        "docs/exchange.md. What is here already stays as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("count", type=int, metavar="N", help="number of stories")
        parser.add_argument("--out", type=Path, metavar="FILE", help=".jsonl or .jsonl.gz")
        parser.add_argument("--seed", type=int, default=1, help="another number, other stories")
        parser.add_argument("--body", choices=["small", "full"], default="full")
        parser.add_argument(
            "--photos", action="store_true", help="draw lead photos (in photos/ beside the file)"
        )
        parser.add_argument(
            "--until",
            type=datetime.date.fromisoformat,
            default=archive.UNTIL,
            help=f"the day after the last of its twelve years ({archive.UNTIL})",
        )

    def handle(self, *, count, out, **options):
        if not 0 < count <= archive.MOST:
            raise CommandError(f"From 1 to {archive.MOST:,} stories.")
        if out:
            records = _records(count, out.parent, **options)
            try:
                self._write(records, out)
            except OSError as fault:
                raise CommandError(f"{out} cannot be written: {fault.strerror}") from fault
            self.stdout.write(f"{count:,} stories in {out}.")
        elif settings.PRODUCTION:
            raise CommandError("Invented news is not for a production newsroom: use --out FILE.")
        else:
            with tempfile.TemporaryDirectory() as folder, Bar(self.stderr) as bar:
                records = _records(count, Path(folder), **options)
                done = take(
                    records,
                    as_="published",
                    photos=Path(folder),
                    progress=bar.show,
                    origin="archive",
                )
            told = [f"{done.count['here']:,} here already"] if done.count["here"] else []
            told += [f"{done.count['faults']:,} faults"] if done.count["faults"] else []
            self.stdout.write(", ".join([f"{done.stories:,} stories", *told]) + ".")

    def _write(self, records, out):
        written = Counter()
        with _opened(out) as file, Bar(self.stderr) as bar:
            for record in records:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
                written["stories"] += "type" not in record
                if written["stories"] % EVERY == 0:
                    bar.show(written)


def _records(count, folder, *, seed, until, body, photos, **_django):
    return archive.records(
        count,
        seed=seed,
        until=until,
        full=body == "full",
        photos=archive.draw_photos(folder) if photos else (),
    )


@contextmanager
def _opened(path):
    """For text in UTF-8; a packed file bears no name and no moment, so it is always the same."""
    with path.open("wb") as raw:
        packed = gzip.GzipFile("", "wb", fileobj=raw, mtime=0) if path.suffix == ".gz" else raw
        with packed, io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as text:
            yield text
