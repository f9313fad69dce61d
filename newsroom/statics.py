from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedOrPlain(CompressedManifestStaticFilesStorage):
    """Hashed, compressed files once `collectstatic` has run; plain names before.

    So `runserver` and the tests need no collecting, and nothing about production changes.
    The unhashed copies stay beside the hashed ones: CKEditor asks for its parts by plain name.
    """

    manifest_strict = False

    def stored_name(self, name):
        """A file that was not collected costs its page the file, not the page."""
        if not self.hashed_files:
            return name
        try:
            return super().stored_name(name)
        except ValueError:
            return name
