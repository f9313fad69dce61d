"""Files for the tests of import and export: written, brought in, given out."""

import gzip
import io
import json

from django.core.management import CommandError, call_command
from PIL import Image

SECTION = {"type": "section", "name": {"kk": "Қоғам", "ru": "Общество"}}


def story(external_id, /, **fields):
    """A story's record that passes the publish gate."""
    return {
        "external_id": external_id,
        "language": "kk",
        "headline": f"Тақырып {external_id}",
        "body_html": "<p>Мәтін.</p>",
        "section": "Қоғам",
        "own_reporting": True,
        "published_at": "2020-05-13T09:05:00",
        **fields,
    }


class Desk:
    """The operator's desk: a folder, and the two commands."""

    def __init__(self, folder):
        self.folder = folder

    def write(self, *records, name="archive.jsonl"):
        """Records, or lines as they shall stand (bytes)."""
        lines = [
            one if isinstance(one, bytes) else json.dumps(one, ensure_ascii=False).encode()
            for one in records
        ]
        path = self.folder / name
        content = b"\n".join(lines) + b"\n"
        path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
        return path

    def bring(self, *records, as_="published", name="archive.jsonl", **options):
        """What the import of these lines says, and whether it was content with all of them."""
        path = self.write(*records, name=name) if records else self.folder / name
        out, errors = io.StringIO(), io.StringIO()
        try:
            call_command("import_articles", path, as_=as_, stdout=out, stderr=errors, **options)
        except CommandError as fault:
            return out.getvalue() + errors.getvalue() + str(fault), False
        return out.getvalue() + errors.getvalue(), True

    def give(self, name="given.jsonl"):
        path = self.folder / name
        call_command("export_articles", path, stdout=io.StringIO())
        return path.read_bytes()

    def draw(self, name="photos/a.jpg", colour="navy"):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (64, 48), colour).save(path)
        return name
