"""A page ready to be sent: its bytes plain and gzipped, and the headers that go with each."""

import gzip
import hashlib
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

Environ = dict[str, Any]  # of WSGI (PEP 3333)
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]

KEPT = {"200", "410"}
SHARED = KEPT | {"301", "404"}  # the same for all who ask at this moment
LARGEST = 2_000_000  # bytes of one page
WORTH_ZIPPING = 500  # bytes
# What a browser may do with it: ask each time, and read on while we are down (RFC 5861 §4).
CACHE_CONTROL = "public, max-age=0, stale-if-error=86400"
_OWN = {"etag", "vary", "content-length", "content-encoding", "cache-control", "date"}
_OF_A_304 = {"etag", "vary", "cache-control", "surrogate-key", "last-modified"}  # RFC 9110 §15.4.5


class Answer:
    """What the application said to one request, whole."""

    def __init__(self, app: Callable[..., Iterable[bytes]], environ: Environ) -> None:
        """Asks `app`. Raises what it raises."""
        parts: list[bytes] = []

        def start_response(status: str, headers: Headers, exc_info: Any = None) -> Any:
            self.status, self.headers = status, headers
            return parts.append

        body = app(environ, start_response)
        try:
            parts.extend(body)
        finally:
            if close := getattr(body, "close", None):
                close()
        self.body = b"".join(parts)

    def header(self, name: str) -> str:
        """ "" where it has none; `name` in small letters."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.header("surrogate-key").split())

    @property
    def is_shared(self) -> bool:
        """Whether it is the same for everybody: it names what it shows, and nobody in person."""
        policy = self.header("cache-control")
        return (
            self.status[:3] in SHARED
            and bool(self.keys)
            and not self.header("set-cookie")
            and "cookie" not in self.header("vary").lower()
            and "private" not in policy
            and "no-store" not in policy
        )

    @property
    def may_be_kept(self) -> bool:
        return self.is_shared and self.status[:3] in KEPT and len(self.body) <= LARGEST

    def send(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        start_response(self.status, self.headers)
        return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


class Page:
    """An answer that is kept. Times are seconds of `time.monotonic`."""

    __slots__ = (
        "address", "asked", "keys", "made_at", "stale_at", "read_at", "bytes",
        "status", "etag", "lent", "_plain", "_zipped", "_body", "_zip", "_not_modified",
    )  # fmt: skip

    def __init__(self, address: str, asked: Environ, answer: Answer, made_at: float) -> None:
        """`asked`: what to ask the application for it again."""
        self.address = address
        self.asked = {name: _same(value) for name, value in asked.items()}
        self.keys = tuple(_same(key) for key in answer.keys)
        self.made_at = self.read_at = made_at
        self.stale_at = 0.0  # since when a change that it shows is not in it; 0: it is fresh
        self.lent: dict[str, float] = {}  # copies that nginx may have, and until when: lending.py
        self.status = answer.status
        self._body = answer.body
        self.etag = answer.header("etag").removeprefix("W/") or _etag(answer.body)
        common = [_pair(*pair) for pair in answer.headers if pair[0].lower() not in _OWN]
        common += [
            ("ETag", f"W/{self.etag}"),
            _pair("Vary", "Accept-Encoding"),
            _pair("Cache-Control", answer.header("cache-control") or CACHE_CONTROL),
        ]
        self._not_modified = [pair for pair in common if pair[0].lower() in _OF_A_304]
        self._plain = [*common, ("Content-Length", str(len(answer.body)))]
        zipped = gzip.compress(answer.body, 6, mtime=0) if len(answer.body) > WORTH_ZIPPING else b""
        self._zip = zipped if len(zipped) < len(answer.body) else b""
        if self._zip:
            self._body = b""  # browsers take it packed
        self._zipped = [
            *common,
            _pair("Content-Encoding", "gzip"),
            ("Content-Length", str(len(self._zip))),
        ]
        about = sum(len(name) + len(value) for name, value in common)
        self.bytes = len(answer.body) + len(self._zip) + 2 * about + 3000  # 3000: Python's own

    def send(self, environ: Environ, start_response: StartResponse) -> tuple[bytes, ...]:
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (self.etag in known or known == "*") and self.status[:3] == "200":
            start_response("304 Not Modified", self._not_modified)
            return (b"",)
        if self._zip and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            start_response(self.status, self._zipped)
            return (b"",) if environ["REQUEST_METHOD"] == "HEAD" else (self._zip,)
        start_response(self.status, self._plain)
        if environ["REQUEST_METHOD"] == "HEAD":
            return (b"",)
        self._body = self.body  # kept: who reads it plain will do so again
        return (self._body,)

    @property
    def headers(self) -> Headers:
        """Of the plain page."""
        return self._plain

    @property
    def body(self) -> bytes:
        """The plain bytes, which may have to be unpacked for it."""
        return gzip.decompress(self._zip) if self._zip and not self._body else self._body


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding allows it; q=0 forbids (RFC 9110 §12.5.3)."""
    if "gzip" not in accepted:
        return False
    if "q=0" not in accepted:
        return True
    for one in accepted.split(","):
        name, _, weight = one.replace(" ", "").partition(";q=")
        if name == "gzip":
            return weight.strip("0.") != "" if weight else True
    return False


def _same(value: Any) -> Any:
    """Of equal texts one, for all pages that have it."""
    return sys.intern(value) if type(value) is str else value


@lru_cache(maxsize=256)
def _pair(name: str, value: str) -> tuple[str, str]:
    """Of equal headers one: the longest are the same on every page."""
    return name, value


def _etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:24]}"'
