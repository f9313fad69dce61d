import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from newsroom.health import Refused, backups, restoring


class Command(BaseCommand):
    help = "Put a backup back into an empty place. Stop the newsroom first."

    def add_arguments(self, parser):
        parser.add_argument(
            "source", metavar="FROM", help="a backup's folder, or its name in BACKUP_DIR"
        )
        parser.add_argument(
            "--verify",
            action="store_true",
            help="restore to a temporary place and compare; nothing here is changed",
        )

    def handle(self, **options):
        began = time.monotonic()
        try:
            backup = backups.read(_folder(options["source"]))
            if options["verify"]:
                faults = restoring.verify(backup)
            else:
                faults = restoring.restore(backup)
        except (Refused, OSError, DatabaseError) as fault:
            raise CommandError(str(fault)) from fault
        if faults:
            raise CommandError(
                f"What was restored from {backup.name} is not what was saved:\n" + "\n".join(faults)
            )
        rows = sum(table["rows"] for table in backup.database["tables"].values())
        self.stdout.write(
            self.style.SUCCESS(
                f"{'Tried' if options['verify'] else 'Restored'}: {rows:,} rows in "
                f"{len(backup.database['tables'])} tables and {len(backup.media):,} files, all as "
                f"they were saved at {backup.manifest['made_at']}; "
                f"{time.monotonic() - began:.1f} s."
            )
        )


def _folder(source):
    named = settings.BACKUP_DIR / source
    return named if backups.NAME.fullmatch(source) and named.is_dir() else Path(source).absolute()
