"""The workers of one machine ask each other for a page that one of them keeps and another does not.

A reader may come to a worker that has never met his page while the database is away, though the
worker beside it has the page ready. Each worker listens at a socket in a folder that they share;
whoever asks names an address, and is sent the page as it is kept, or nothing. Nothing is written
beforehand, and what a worker has dropped it cannot send.
"""

import json
import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsroom.pagecache.page import Answer, Page
from newsroom.pagecache.shelf import Shelf

PATIENCE = 0.2  # seconds that either side waits for the other
LOOKS = 1.0  # seconds for which the list of the others holds

logger = logging.getLogger(__name__)


class Neighbours:
    """Of one process; the pages themselves are its shelf's."""

    def __init__(self, folder: Path, shelf: Shelf) -> None:
        """`folder`: for the sockets, made when it is missing, open to this user alone."""
        self.folder, self.shelf = folder, shelf
        self.borrowed = self.sent = 0
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._others: list[str] = []
        self._looked_at = 0.0  # time.monotonic of that list

    def listen(self) -> None:
        """Answer the others from now on, in a thread. Where it cannot be, nobody is answered."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            with self._reached(f".{self._name}") as place:
                listener.bind(place)
            listener.listen(64)
            # under its name only now: who is refused takes the other one for dead
            (self.folder / f".{self._name}").rename(self.folder / self._name)
        except OSError as fault:
            logger.warning("Pages of this worker are not given to the others: %s", fault)
            return
        threading.Thread(
            target=self._answer_all, args=[listener], name="neighbours", daemon=True
        ).start()
        self.page("")  # which nobody keeps: the sockets of the dead go

    def page(self, address: str, *, fresh: bool = False) -> Page | None:
        """What one of the others keeps under `address`; `fresh`: and has heard no change of.

        It may be gone for all this process knows: `Shelf.borrow` says whether it may be given out.
        """
        for name in self._names():
            try:
                page = self._asked(name, address, fresh=fresh)
            except ConnectionRefusedError:  # its worker is dead
                (self.folder / name).unlink(missing_ok=True)
                self._others = [other for other in self._others if other != name]
            except (OSError, ValueError, KeyError, TypeError):  # or it is of another version
                continue
            else:
                if page:
                    self.borrowed += 1
                    return page
        return None

    def _names(self) -> list[str]:
        now = time.monotonic()
        if now - self._looked_at > LOOKS:
            self._looked_at = now
            try:
                names = os.listdir(self.folder)
                self._others = [one for one in names if one != self._name and one[0] != "."]
            except OSError:
                self._others = []
        return self._others

    def _asked(self, name: str, address: str, *, fresh: bool) -> Page | None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(PATIENCE)
            with self._reached(name) as place:
                line.connect(place)
            line.sendall(address.encode())
            line.shutdown(socket.SHUT_WR)
            said, _, body = _all(line).partition(b"\n")
        if not said:
            return None
        told = json.loads(said)
        if len(body) != told["bytes"] or (fresh and told["is_stale"]):  # cut off, or old
            return None
        headers = [(name, value) for name, value in told["headers"]]

        def app(environ: object, start_response: object) -> list[bytes]:
            start_response(told["status"], headers)  # type: ignore[operator]
            return [body]

        return Page(address, told["asked"], Answer(app, {}), told["made_at"])

    def _answer_all(self, listener: socket.socket) -> None:
        while True:
            try:
                line, _address = listener.accept()
                with line:
                    line.settimeout(PATIENCE)
                    page = self.shelf.get(_all(line).decode())
                    if page is not None:
                        self.sent += 1
                        line.sendall(_told(page))
            except (OSError, ValueError) as fault:  # the other one has given up
                logger.debug("A neighbour was not answered: %s", fault)
                time.sleep(0.001)  # where no more files may be opened, this would fill a core

    @contextmanager
    def _reached(self, name: str) -> Iterator[str]:
        """A path to a socket that is never too long (107 bytes), whatever the folder's is."""
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            yield f"/proc/self/fd/{folder}/{name}"
        finally:
            os.close(folder)


def _told(page: Page) -> bytes:
    body = page.body
    about = {
        "bytes": len(body),
        "status": page.status,
        "headers": page.headers,
        "asked": page.asked,
        "is_stale": bool(page.stale_at),
        "made_at": page.made_at,  # CLOCK_MONOTONIC, which is one for the machine
    }
    return json.dumps(about).encode() + b"\n" + body


def _all(line: socket.socket) -> bytes:
    parts = []
    while part := line.recv(65536):
        parts.append(part)
    return b"".join(parts)
