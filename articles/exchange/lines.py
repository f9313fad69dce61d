"""An exchange file, line by line: what a line says, or why it cannot be read. Memory stays flat."""

import gzip
import json
import zlib
from pathlib import Path

from .records import Fault

LONGEST = 5_000_000  # bytes of a line
PIECE = 1_000_000


class Lines:
    """Iterates over a JSON value, a Fault or None (an empty line) for each line.

    `place` and `size` are bytes of the file as it lies there, for whoever shows progress.
    """

    def __init__(self, path):
        self.raw = Path(path).open("rb")  # noqa: SIM115  (closed by __exit__)
        self.raw.seek(0, 2)
        self.size = self.raw.tell()
        self.raw.seek(0)
        is_packed = str(path).endswith(".gz")
        self.file = gzip.GzipFile(fileobj=self.raw) if is_packed else self.raw

    @property
    def place(self):
        return self.raw.tell()

    def __enter__(self):
        return self

    def __exit__(self, *_raised):
        self.raw.close()

    def __iter__(self):
        number = 0
        while True:
            number += 1
            try:
                line = self._next()
            except (OSError, EOFError, zlib.error) as fault:
                yield Fault(number, "", f"the file cannot be read further: {fault}")
                return
            if line == b"":
                return
            yield _value(line, number)

    def _next(self):
        """The next line; None where it is too long, b"" at the end."""
        line = self.file.readline(LONGEST + 1)
        if len(line) <= LONGEST:
            return line
        while line and not line.endswith(b"\n"):
            line = self.file.readline(PIECE)
        return None


def _value(line, number):
    if line is None:
        return Fault(number, "", f"is longer than {LONGEST // 1_000_000} MB")
    if number == 1:
        line = line.removeprefix(b"\xef\xbb\xbf")
    if not line.strip():
        return None
    try:
        return json.loads(line.decode())
    except UnicodeDecodeError as fault:
        hint = "; it may be windows-1251: convert the file" if _is_cp1251(line) else ""
        return Fault(number, "", f"is no UTF-8, from byte {fault.start + 1} on{hint}")
    except ValueError as fault:
        return Fault(number, "", f"is no JSON: {fault}"[:200])
    except RecursionError:
        return Fault(number, "", "is no JSON: nested too deeply")


def _is_cp1251(line):
    try:
        text = line.decode("cp1251")
    except UnicodeDecodeError:
        return False
    letters = [one for one in text if ord(one) > 127]
    return sum("а" <= one.lower() <= "я" for one in letters) > len(letters) / 2
