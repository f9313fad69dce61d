"""The words of a body as an eye takes them in: a block at a time, bold and links passed over.

«<strong>Аc</strong>тана» is one word here. Places in a passage lead back to places in the HTML,
so a few letters can be changed with every tag left where it is.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape

from .inline import MARKS, escape

_TOKEN = re.compile(r"</?([a-z0-9]+)[^>]*>|&#?\w+;|[^<&]+|[<&]")


@dataclass
class Passage:
    """`pieces`: (place in the text, place in the HTML, is an entity) of each run of characters."""

    text: str = ""
    pieces: list[tuple[int, int, bool]] = field(default_factory=list)

    def in_html(self, html: str, place: int) -> tuple[int, int]:
        """Where in the HTML the character at `place` of the text begins and ends."""
        at = bisect_right(self.pieces, place, key=lambda piece: piece[0]) - 1
        start, written, is_entity = self.pieces[at]
        if is_entity:
            return written, html.index(";", written) + 1
        return written + place - start, written + place - start + 1


def passages(html: str) -> list[Passage]:
    """Of a clean body, in its order; captions are passages too. None is blank."""
    found, parts, passage = [], [], Passage()

    def end():
        nonlocal parts, passage
        passage.text = "".join(parts)
        if passage.text.strip():
            found.append(passage)
        parts, passage = [], Passage()

    length = 0
    for token in _TOKEN.finditer(html):
        if token[1]:
            if token[1] not in MARKS:
                end()
                length = 0
            continue
        is_entity = token[0].startswith("&") and len(token[0]) > 1
        words = unescape(token[0]) if is_entity else token[0]
        passage.pieces.append((length, token.start(), is_entity))
        parts.append(words)
        length += len(words)
    end()
    return found


def rewritten(html: str, edits: Iterable[tuple[Passage, int, int, str]]) -> str:
    """The body with text[start:end] of some passages replaced. The edits do not overlap."""
    changes = []
    for passage, start, end, new in edits:
        for first, last, words in smallest(passage.text[start:end], new):
            changes += _in_html(html, passage, start + first, start + last, escape(words))
    pieces, place = [], 0
    for first, last, words in sorted(changes):
        pieces += [html[place:first], words]
        place = last
    return "".join([*pieces, html[place:]])


def smallest(old: str, new: str) -> list[tuple[int, int, str]]:
    """What of `old` must change to be `new`: letters one by one, or the middle that differs."""
    if len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        return [(at, at + 1, now) for at, (was, now) in pairs if was != now]
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), None)
    tail = shorter - start if tail is None else tail
    return [(start, len(old) - tail, new[start : len(new) - tail])]


def _in_html(html, passage, start, end, words):
    """Changes of the HTML, character by character: the tags between them stay."""
    if start == end:  # something is put in, after the character before
        place = passage.in_html(html, start - 1)[1] if start else passage.in_html(html, 0)[0]
        return [(place, place, words)]
    spans = [passage.in_html(html, place) for place in range(start, end)]
    return [(*span, "" if at else words) for at, span in enumerate(spans)]
