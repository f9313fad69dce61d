"""Words inside a paragraph: a run of text with marks, and the one way to write it down.

A mark is a set member, not a box: «bold link» and «link in bold» are the same run, so they are
stored the same. That is what makes a saved text come back byte for byte.
"""

import html
import re
import unicodedata
from dataclasses import dataclass, field

# The order of nesting, outermost first. A link is never cut into pieces by bold words in it.
MARKS = ("a", "strong", "em", "sub", "sup")

NBSP = "\N{NO-BREAK SPACE}"
SPACES = re.compile(f"[ \t\n\r\f{NBSP}]+")
# Never text of a story: controls, surrogates, zero-width spaces, byte order marks, the marks that
# turn the direction of writing, non-characters. The joiners U+200C and U+200D stay (emoji).
NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


@dataclass
class Word:
    """A piece of a run: text, or a line break when `text` is None."""

    text: str | None
    marks: dict[str, str] = field(default_factory=dict)  # mark -> its address for "a", else ""


def break_line() -> Word:
    return Word(None)


def plain(text: str) -> str:
    """Text of a caption, title or speaker: one line, single spaces, composed letters."""
    text = unicodedata.normalize("NFC", NOT_TEXT.sub("", text))
    return SPACES.sub(_one_space, text).strip(" " + NBSP)


def escape(text: str) -> str:
    return html.escape(text, quote=False).replace(NBSP, "&nbsp;")


def attribute(value: str) -> str:
    return html.escape(value, quote=True).replace("&#x27;", "'").replace(NBSP, "&nbsp;")


def _one_space(match: re.Match) -> str:
    return NBSP if match[0] == NBSP else " "


def tidy(run: list[Word]) -> list[list[Word]]:
    """Cut a run at double line breaks and bring each piece to its one form. No empty pieces."""
    pieces: list[list[Word]] = [[]]
    breaks = 0
    for word in _squeeze(run):
        if word.text is None:
            breaks += 1
            continue
        if breaks and pieces[-1]:
            if breaks == 1:
                pieces[-1].append(break_line())
            else:
                pieces.append([])
        breaks = 0
        pieces[-1].append(word)
    return [_settle(piece) for piece in pieces if piece]


def _squeeze(run: list[Word]) -> list[Word]:
    """One space where there were many, none beside a line break or at an end."""
    out: list[Word] = []
    for word in run:
        if word.text is None:
            _strip_end(out)
            out.append(word)
            continue
        text = SPACES.sub(_one_space, NOT_TEXT.sub("", word.text))
        if text and text[0] in (" ", NBSP):
            before = out[-1].text if out else None
            if before is None:
                text = text[1:]
            elif before[-1] in (" ", NBSP):
                out[-1].text, text = before[:-1] + " ", text[1:]
        if text:
            out.append(Word(text, dict(word.marks)))
    _strip_end(out)
    return out


def _strip_end(out: list[Word]) -> None:
    if out and out[-1].text is not None:
        out[-1].text = out[-1].text.rstrip(" " + NBSP)
        if not out[-1].text:
            out.pop()


def _settle(piece: list[Word]) -> list[Word]:
    """Spaces and breaks wear only the marks that both their neighbours wear; equal words join."""
    for before, word, after in zip(piece, piece[1:], piece[2:], strict=False):
        if word.text in (None, " ", NBSP):
            common = before.marks.items() & after.marks.items()
            word.marks = {
                mark: value for mark, value in word.marks.items() if (mark, value) in common
            }
            if word.text is None:
                word.marks = dict(common)
    joined: list[Word] = []
    for word in piece:
        if joined and None not in (word.text, joined[-1].text) and joined[-1].marks == word.marks:
            joined[-1].text += word.text
        else:
            joined.append(word)
    for word in joined:
        if word.text is not None:
            word.text = unicodedata.normalize("NFC", word.text)
    return joined


def write(piece: list[Word]) -> str:
    """The HTML of a tidy piece."""
    out: list[str] = []
    opened: list[tuple[str, str]] = []
    for word in piece:
        wanted = [(mark, word.marks[mark]) for mark in MARKS if mark in word.marks]
        same = 0
        while same < min(len(opened), len(wanted)) and opened[same] == wanted[same]:
            same += 1
        out.extend(f"</{mark}>" for mark, _ in reversed(opened[same:]))
        out.extend(_opening(mark, value) for mark, value in wanted[same:])
        out.append("<br>" if word.text is None else escape(word.text))
        opened = wanted
    out.extend(f"</{mark}>" for mark, _ in reversed(opened))
    return "".join(out)


def _opening(mark: str, value: str) -> str:
    return f'<a href="{attribute(value)}">' if mark == "a" else f"<{mark}>"
