"""Where photo files lie: a private place that nobody reads by address.

settings.STORAGES["photos"] names it, so a deployment may put S3-compatible storage there.
"""

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.utils.functional import cached_property


def photo_storage():
    """Where originals and renditions lie; a callable, so that no migration fixes which it is."""
    return storages["photos"]


class PrivateFolder(FileSystemStorage):
    """A folder in MEDIA_ROOT whose files have no address and are whole or not there at all.

    Names are our own and say what is inside (a token, a content hash), so writing one again
    replaces it with the same bytes.
    """

    def __init__(self, folder="photos", **options):
        super().__init__(**options)
        self.folder = folder

    @cached_property
    def base_location(self):
        """Django forgets this one when a test moves MEDIA_ROOT."""
        return os.path.join(settings.MEDIA_ROOT, self.folder)

    def url(self, name):
        """Raises ValueError: readers get photos through the one view that asks what is public."""
        raise ValueError("photo files have no address of their own")

    def get_available_name(self, name, max_length=None):
        return name

    def _save(self, name, content):
        """Write beside the place and move there at the end; a crash leaves only a .part file."""
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=target.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
            os.chmod(part, self.file_permissions_mode or 0o644)
            os.replace(part, target)
        except BaseException:
            os.unlink(part)
            raise
        return name
