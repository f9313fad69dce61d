"""What a request asks for, and whether its answer is anybody's."""

import re
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import parse_qsl

from newsroom.pagecache.page import Environ

LONGEST = 1000  # letters of an address
NOT_SHARED = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE")
# What networks hang on a link; a page is the same with it and without it.
TRACKING = re.compile(r"utm_[a-z_]{1,30}|fbclid|gclid|yclid|ysclid|igshid|mc_[a-z]{1,8}|_openstat")
# What is asked again for a kept page; the rest of a request is the reader's own business.
_ASKED_AGAIN = (
    "SERVER_NAME SERVER_PORT SERVER_PROTOCOL SCRIPT_NAME PATH_INFO QUERY_STRING HTTP_HOST "
    "HTTP_X_FORWARDED_PROTO REMOTE_ADDR"
).split()


class Asked(NamedTuple):
    """`address` tells kept pages apart; None: it is shared and yet too odd to be kept."""

    address: str | None


class Rules:
    """Which requests may be answered from what is kept. They know paths, not pages."""

    def __init__(
        self,
        *,
        private: Collection[str] = (),
        parameters: Collection[str] = (),
        files: Collection[str] = (),
        many: Collection[str] = (),
    ) -> None:
        """`private`: beginnings of paths that are none of the cache's business; `parameters`: names
        in a query that make another page; `files`: beginnings of paths, some of the private ones,
        that are answered without the database; `many`: of which one page asks for many at once.
        """
        self.private = tuple(private)
        self.files = tuple(files)
        self.many = tuple(many)
        self.parameters = frozenset(parameters)

    def of(self, environ: Environ) -> Asked | None:
        """None where the request must reach the application whatever is kept."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        path: str = environ["PATH_INFO"]
        if path.startswith(self.private):
            return None
        for name in NOT_SHARED:
            if name in environ:
                return None
        scheme = environ.get("HTTP_X_FORWARDED_PROTO") or environ["wsgi.url_scheme"]
        query: str = environ.get("QUERY_STRING", "")
        if query:
            known = self._known(query)
            if known is None:
                return Asked(None)
            query = f"?{known}" if known else ""
        address = f"{scheme}://{environ.get('HTTP_HOST', '')}{path}{query}"
        if len(address) > LONGEST or scheme not in ("http", "https"):
            return Asked(None)
        return Asked(address)

    def asks_nobody(self, environ: Environ) -> bool:
        """Whether it is answered without the database."""
        return bool(self.files) and environ["PATH_INFO"].startswith(self.files)

    def comes_with_others(self, environ: Environ) -> bool:
        """Whether a reader asks for it together with others, and cannot be told to come back."""
        return bool(self.many) and environ["PATH_INFO"].startswith(self.many)

    def _known(self, query: str) -> str | None:
        """Of a query what makes another page, or None where nobody can say."""
        if len(query) > LONGEST:
            return None
        kept = []
        for name, _value in parse_qsl(query, keep_blank_values=True, encoding="latin-1"):
            if name in self.parameters:
                kept.append(name)
            elif not TRACKING.fullmatch(name):
                return None
        if not kept:
            return ""
        return query if len(kept) == query.count("&") + 1 else None


def again(environ: Environ) -> Environ:
    """The part of a request that its page depends on, to ask for the page again."""
    return {name: environ[name] for name in _ASKED_AGAIN if name in environ}
