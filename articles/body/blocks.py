"""A body as a list of blocks in plain words, for comparing one text with another."""

import re
from html import unescape

from articles.comparing import Block

from .inline import plain
from .objects import OBJECT

_TAG = re.compile(r"^<(p|h2|h3|li|blockquote|caption|tr)\b")
_LIST = re.compile(r"^<(/?)(ul|ol)>$")
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>')
_BREAK = re.compile(r"<br>|</p><p>|</t[dh]>(?=<t)|(?=<cite>)")


def blocks(html: str) -> list[Block]:
    """Kinds: p, h2, h3, ul, ol (one item), blockquote, caption, tr, photo, gallery, embed, article.

    An object is named by its ids and its caption. Links show where they lead. A body stands one
    block per line (frames.py); what only opens or closes a list or a table is no block.
    """
    found, lists = [], []
    for line in html.split("\n"):
        if mark := _LIST.match(line):
            lists = lists[:-1] if mark[1] else [*lists, mark[2]]
        elif thing := OBJECT.match(line):
            found.append(_object(thing, line))
        elif text := _words(line):
            tag = _TAG.match(line)
            kind = tag[1] if tag else "p"
            kind = lists[-1] if kind == "li" and lists else kind
            found.append(Block(kind, text, line))
    return found


def _object(match: re.Match, line: str) -> Block:
    name = next(name for name in ("gallery", "embed", "article", "photo") if match[name])
    identity = unescape(match[name]).replace(",", ", ")
    caption = plain(unescape(match["caption"] or ""))
    return Block(name, f"{identity}: {caption}" if caption else identity, line)


def _words(line: str) -> str:
    line = _LINK.sub(r"\2 (→ \1)", line)
    parts = [plain(unescape(re.sub("<[^>]*>", " ", part))) for part in _BREAK.split(line)]
    return " · ".join(filter(None, parts))
