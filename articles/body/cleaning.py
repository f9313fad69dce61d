"""From whatever was pasted, typed or imported to the HTML that we store."""

import re

import nh3

from .addresses import safe_address
from .allowed import (
    ALLOWED,
    BOUNDARIES,
    DROPPED_WITH_CONTENT,
    MAX_BODY_BYTES,
    MAX_BODY_TAGS,
    RENAMED,
    SCHEMES,
)
from .canonical import canonical

# The tags that an HTML parser opens again in every paragraph until they are closed. Three that
# look alike are the most it keeps, but each differing attribute makes one more: 12 KB of
# <p><b id=1><p><b id=2>… grow to megabytes. So they lose their attributes before parsing.
_REOPENED = re.compile(
    r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/])(?:([^<>]*)>)?",
    re.IGNORECASE,
)
# One word processor wraps all that it copies in <b style="font-weight:normal">.
_NOT_BOLD = re.compile(r"(?<![-\w])font-weight:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff]")


class BodyTooLarge(ValueError):
    """More bytes or more tags than a body may have. Says which in `what`: "bytes" or "tags"."""

    def __init__(self, what: str):
        super().__init__(f"body has too many {what}")
        self.what = what


_sanitiser = nh3.Cleaner(
    tags=set(ALLOWED) | set(RENAMED) | BOUNDARIES,
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attributes={tag: set(names) for tag, names in ALLOWED.items() if names},
    attribute_filter=lambda tag, name, value: (
        safe_address(value) or None if name == "href" else value
    ),
    url_schemes=set(SCHEMES),
    link_rel=None,
    strip_comments=True,
)


def clean_html(html: str) -> str:
    """The canonical safe form of `html`: same meaning, same bytes; cleaned again, the same.

    Raises BodyTooLarge, before any parsing when it can.
    """
    check_size(html)
    html = _REOPENED.sub(_without_attributes, _SURROGATES.sub("", html))
    cleaned = canonical(_sanitiser.clean(html))
    check_size(cleaned)
    return cleaned


def check_size(html: str) -> None:
    if len(html) > MAX_BODY_BYTES or len(html.encode("utf-8", "surrogatepass")) > MAX_BODY_BYTES:
        raise BodyTooLarge("bytes")
    if html.count("<") > MAX_BODY_TAGS:
        raise BodyTooLarge("tags")


def _without_attributes(match: re.Match) -> str:
    tag, attributes = match[1], match[2]
    if attributes is None:  # a "<" inside an attribute: nothing that a person ever wrote
        return "<span"
    return "<span>" if _NOT_BOLD.search(attributes) else f"<{tag}>"
