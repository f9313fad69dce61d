from django.core.management.base import BaseCommand

from newsroom.photos import library
from newsroom.photos.models import Photo
from newsroom.photos.storage import photo_storage

EVERY = 50  # photos between two lines of progress


class Command(BaseCommand):
    help = "Make the renditions missing from the photo library. Safe to run again."

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help="Draw every photo anew, after sizes have changed."
        )

    def handle(self, **options):
        photos = Photo.objects.order_by("pk")
        total, made, failed = photos.count(), 0, 0
        for number, photo in enumerate(photos.iterator(chunk_size=200), start=1):
            if options["all"] or _lacks_files(photo):
                try:
                    made += library.make_renditions(photo)
                except (library.BadPhoto, OSError) as fault:
                    failed += 1
                    self.stderr.write(f"photo {photo.pk}: {fault}")
            if number % EVERY == 0:
                self.stdout.write(f"{number} of {total} photos looked at")
        self.stdout.write(self.style.SUCCESS(f"{made} renditions made, {failed} photos failed."))


def _lacks_files(photo):
    names = [row["name"] for row in photo.renditions]
    return not names or not all(photo_storage().exists(f"{photo.folder}/{name}") for name in names)
