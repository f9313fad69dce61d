from django.core.management.base import BaseCommand, CommandError

from articles import list_check


class Command(BaseCommand):
    help = (
        "Look whether the lists of tags, sources and authors hold every story in its place, and "
        "whether no story has two texts out at once. Changes nothing without --mend."
    )

    def add_arguments(self, parser):
        parser.add_argument("--mend", action="store_true", help="put rows into their place")

    def handle(self, *, mend, **options):
        mended = list_check.mend() if mend else 0
        faults = []
        for model in list_check.LISTS:
            rows = list_check.misplaced(model).values_list("article_id", flat=True)
            faults += [f"{model.__name__} of story {pk} is not in its place" for pk in rows]
        faults += [
            f"story {pk} has two texts out at once"
            for pk in list_check.overlapping().values_list("article_id", flat=True)
        ]
        for fault in faults:
            self.stderr.write(fault)
        told = f" Rows put into their place: {mended:,}." if mend else ""
        if faults:
            raise CommandError(f"Faults: {len(faults):,}.{told}")
        self.stdout.write(self.style.SUCCESS(f"The lists are right.{told}"))
