import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from newsroom.health import Refused, backups, files, making, media, restoring
from newsroom.health.watch import HELPER
from newsroom.pulse import helpers


class Command(BaseCommand):
    help = "Save the database, the photos and the videos while people work."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, help="the folder of backups (default: BACKUP_DIR)")
        parser.add_argument("--keep", type=int, default=14, help="backups to keep (default: 14)")
        parser.add_argument(
            "--verify", action="store_true", help="also restore it to a temporary place and compare"
        )

    def handle(self, **options):
        with helpers.working(HELPER):
            self._save(**options)

    def _save(self, **options):
        if options["keep"] < 1:
            raise CommandError("--keep must be 1 or more: the newest backup always stays.")
        place = (options["to"] or settings.BACKUP_DIR).expanduser().absolute()
        began = time.monotonic()
        try:
            with backups.alone(place):
                made = making.make(place)
                self._tell(made, time.monotonic() - began)
                if options["verify"]:
                    self._verify(made.backup)
                deleted = backups.prune(place, options["keep"])
        except (Refused, OSError, DatabaseError) as fault:
            raise CommandError(str(fault)) from fault
        if deleted:
            self.stdout.write(f"{deleted} older deleted, {options['keep']} kept.")

    def _tell(self, made, seconds):
        backup = made.backup
        rows = sum(table["rows"] for table in backup.database["tables"].values())
        weight = sum(one["bytes"] for one in backup.media.values())
        self.stdout.write(
            f"{backup.folder}: {rows:,} rows in "
            f"{files.megabytes(backup.dump.stat().st_size)}, "
            f"{len(backup.media):,} files of {files.megabytes(weight)}, {made.linked:,} of them "
            f"shared with an earlier backup; {seconds:.1f} s."
        )
        for link in made.left_out:
            self.stderr.write(f"Left out, because it is no plain file: {link}")
        for name in media.lies_elsewhere():
            self.stderr.write(f"Not in the backup: the storage {name!r} lies outside MEDIA_ROOT.")

    def _verify(self, backup):
        if faults := restoring.verify(backup):
            bad = backups.condemn(backup)
            raise CommandError(
                f"The backup did not stand the test and is now called {bad.name}; nothing older "
                "was deleted.\n" + "\n".join(faults)
            )
        self.stdout.write("Restored to a temporary place: rows and files are the same.")
