"""Files beside an export: each once, under the hash of what is in it."""

import hashlib
import os

PIECE = 1_000_000  # bytes


class Files:
    def __init__(self, folder):
        self.folder = folder
        self.given = {}  # name in the storage → name beside the export

    def copy(self, kind, file, sha256=""):
        """`kind`/<sha256>.<ending> of a stored file; None where it is missing."""
        if file.name not in self.given:
            try:
                self.given[file.name] = self._copied(kind, file, sha256)
            except FileNotFoundError:
                self.given[file.name] = None
        return self.given[file.name]

    def _copied(self, kind, file, sha256):
        with file.storage.open(file.name) as source:
            sha256 = sha256 or hashlib.file_digest(source, "sha256").hexdigest()
            name = f"{kind}/{sha256}.{file.name.rpartition('.')[2]}"
            target = self.folder / name
            if not target.exists() or target.stat().st_size != source.size:
                target.parent.mkdir(parents=True, exist_ok=True)
                part = target.with_name(target.name + ".part")
                source.seek(0)
                with open(part, "wb") as out:
                    while piece := source.read(PIECE):
                        out.write(piece)
                os.replace(part, target)
        return name
