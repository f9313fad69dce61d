import time
from collections import Counter

from django.core.management.base import BaseCommand

from articles.exchange.progress import Bar
from articles.search.rekeying import rekey


class Command(BaseCommand):
    help = (
        "Make the keys by which readers find stories, where they are missing or older than the "
        "stemmer. Safe to stop and to run again; readers search meanwhile."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help="make all anew; on SQLite it gives room back too"
        )

    def handle(self, **options):
        began = time.monotonic()
        with Bar(self.stderr) as bar:
            done = rekey(
                everything=options["all"],
                progress=lambda count: bar.show(Counter(stories=count)),
            )
        passed = time.monotonic() - began
        rate = f", {done / passed:,.0f} a second" if done else ""
        self.stdout.write(self.style.SUCCESS(f"{done:,} stories keyed{rate}."))
