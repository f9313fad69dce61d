from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.exchange.giving import give
from articles.exchange.progress import Bar
from newsroom.staff import audit


class Command(BaseCommand):
    help = (
        "Write all stories to a file of docs/exchange.md, photos and videos beside it. "
        "import_articles --as published brings them in again."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help=".jsonl or .jsonl.gz")

    def handle(self, *, file, **options):
        with Bar(self.stderr) as bar:
            try:
                count = give(file, progress=bar.show)
                audit.note("file.taken", file.name)
            except OSError as fault:
                raise CommandError(f"{file} cannot be written: {fault}") from fault
        said = [f"{count[one]:,} {word}" for one, word in WORDS.items() if count[one]]
        self.stdout.write(f"{', '.join(said) or 'Nothing to write'}: {file}")
        if count["left out"]:
            self.stdout.write(
                f"{count['left out']:,} of the stories have a newer text at the desk or a change "
                "that is still to come; the file has what readers see now."
            )
        if count["embargoed"]:
            self.stdout.write(
                f"{count['embargoed']:,} stories are under embargo and stay in the newsroom."
            )
        if count["missing files"]:
            self.stderr.write(f"{count['missing files']:,} photos have lost their file.")


WORDS = {
    "stories": "stories",
    "section": "sections",
    "tag": "tags",
    "source": "sources",
    "author": "authors",
    "programme": "programmes",
    "photos": "photos",
}
