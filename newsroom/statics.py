from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedOrPlain(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files once `collectstatic` has run; plain names before.

    So `runserver` and the tests need no collecting, and nothing about production changes.
    The unhashed copies stay beside the hashed ones: CKEditor asks for its parts by plain name.
    """

    manifest_strict = False

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._urls = {}  # a page asks for a dozen, always the same

    def url(self, name, force=False):
        if settings.DEBUG or not self.hashed_files:
            return super().url(name, force)
        if name not in self._urls:
            self._urls[name] = super().url(name, force)
        return self._urls[name]

    def stored_name(self, name):
        """A file that was not collected costs its page the file, not the page."""
        if not self.hashed_files:
            return name
        try:
            return super().stored_name(name)
        except ValueError:
            return name
