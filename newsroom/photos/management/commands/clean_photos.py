from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from newsroom.pagecache import changes
from newsroom.pagecache.models import Change
from newsroom.photos.apps import HELPER
from newsroom.photos.models import Photo
from newsroom.photos.storage import photo_storage
from newsroom.pulse import helpers


class Command(BaseCommand):
    help = (
        "Delete photo files that nothing names any more: former crops, unfinished uploads, "
        "photos deleted from the library. Safe to run again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--days",
            type=int,
            default=30,
            help="Keep files younger than this: link previews and feeds may still show them.",
        )

    def handle(self, **options):
        with helpers.working(HELPER):
            self._clean_all(**options)

    def _clean_all(self, **options):
        self.storage = photo_storage()
        before = timezone.now() - timedelta(days=options["days"])
        deleted = 0
        for shelf in sorted(self._folders("")):
            for token in self._folders(shelf):
                deleted += self._clean(f"{shelf}/{token}", token, before)
        self.stdout.write(self.style.SUCCESS(f"{deleted} files deleted."))

    def _folders(self, path):
        return self.storage.listdir(path)[0] if self.storage.exists(path or ".") else []

    def _clean(self, folder, token, before):
        photo = Photo.objects.filter(token=token).first()
        named = set()
        if photo is not None:
            named = {row["name"] for row in photo.renditions}
            named.add(photo.original.name.rpartition("/")[2])
        deleted = 0
        for name in self.storage.listdir(folder)[1]:
            path = f"{folder}/{name}"
            if name not in named and self.storage.get_modified_time(path) < before:
                self.storage.delete(path)
                deleted += 1
        if deleted and photo is not None:
            with transaction.atomic():  # an answer that is kept may name a former crop
                changes.log(photo.file_keys, kind=Change.Kind.GONE)
        return deleted
