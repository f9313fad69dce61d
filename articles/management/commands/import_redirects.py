from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations

from articles import redirect_files, redirects
from newsroom.staff import audit

DOUBTS = 20  # lines that are shown


class Command(BaseCommand):
    help = "Lead the old addresses in a CSV file to new ones. Safe to run again."

    def add_arguments(self, parser):
        parser.add_argument("file", help="CSV in UTF-8 with the columns old and new.")
        parser.add_argument("--dry-run", action="store_true", help="Write nothing, only report.")

    @no_translations
    def handle(self, **options):
        try:
            with open(options["file"], "rb") as file:
                leads = redirect_files.read(file)
                report = redirects.lead_many(leads, dry_run=options["dry_run"])
            if not options["dry_run"]:
                audit.note("file.brought", Path(options["file"]).name)
        except (OSError, redirect_files.Unreadable) as fault:
            raise CommandError(f"{options['file']}: {fault}") from fault
        for line, column, reason in report.doubts[:DOUBTS]:
            self.stdout.write(f"line {line}, {column}: {reason}")
        if more := len(report.doubts[DOUBTS:]):
            self.stdout.write(f"{more} more lines lead to where nothing answers now.")
        for line, column, reason in report.faults:
            self.stderr.write(f"line {line}{column and ', '}{column}: {reason}")
        self.stdout.write(
            f"{report.made} made, {report.changed} changed, {report.folded} folded, "
            f"{report.same} the same as before."
        )
        if options["dry_run"]:
            self.stdout.write("Nothing was written: this was a dry run.")
        if report.faults:
            raise CommandError(f"{len(report.faults)} lines were refused.")
