"""Writes allowed HTML down in its one canonical form.

Reads what the sanitiser left (balanced, allowed tags only) and builds the body anew from what it
understood; nothing is copied through. Same meaning, same bytes; written twice, the same again.
"""

import re
from html.parser import HTMLParser

from . import embeds
from .addresses import safe_address
from .allowed import MAX_GALLERY, RENAMED
from .frames import Flow, Frame, List, ObjectFrame, Quote, Root, Table, TextOnly
from .inline import MARKS, Word, attribute, break_line, tidy

LIST_DEPTH = 4
HEADINGS = ("h2", "h3")
VOID = frozenset({"br", "hr"})
_ID = re.compile(r"0*([1-9][0-9]{0,9})")
_SPAN = re.compile(r"0*([1-9][0-9]{0,2})")


def canonical(html: str) -> str:
    builder = Builder()
    builder.feed(html)
    builder.close()
    return builder.finish()


class Builder(HTMLParser):
    """`opened` remembers, for every open tag, what its end has to undo."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Root()
        self.frames: list[Frame] = [self.root]
        self.opened: list[tuple[str, str]] = []  # (tag, "frame" | "mark" | "row" | "block" | "")
        self.run: list[Word] = []
        self.marks: dict[str, list[str]] = {mark: [] for mark in MARKS}
        self.paragraph = "p"
        self.hoisted: list[str] = []  # objects found inside lists, tables and quotes

    # What the parser calls

    def handle_starttag(self, tag, attrs):
        tag = RENAMED.get(tag, tag)
        if tag == "br":
            self.line_break()
        elif tag not in VOID:
            self.opened.append((tag, self.begin(tag, dict(attrs))))
        else:
            self.end_paragraph()

    def handle_endtag(self, tag):
        tag = RENAMED.get(tag, tag)
        if not self.opened or self.opened[-1][0] != tag:
            return
        undo = self.opened.pop()[1]
        if undo == "frame":
            self.end_frame()
        elif undo == "mark":
            self.marks[tag].pop()
        elif undo == "row":
            self.frames[-1].end_row()
        elif undo == "block":
            self.end_paragraph()

    def handle_data(self, data):
        if self.frames[-1].only_text:
            self.frames[-1].text.append(data)
        elif not isinstance(self.frames[-1], Table):
            marks = {mark: stack[-1] for mark, stack in self.marks.items() if stack}
            self.run.append(Word(data, marks))

    # What it builds

    def begin(self, tag: str, attrs: dict[str, str | None]) -> str:
        """Open what `tag` means here; the answer says what its end tag must undo."""
        frame = self.frames[-1]
        if tag in ("figure", "aside") and (attributes := object_attributes(tag, attrs)):
            return self.begin_frame(ObjectFrame(tag, attributes))
        if frame.only_text:
            if tag not in MARKS:
                frame.text.append(" ")
            return ""
        if tag in MARKS:
            return self.begin_mark(tag, attrs)
        if isinstance(frame, Table):
            return self.begin_in_table(tag, attrs)
        if isinstance(frame, Quote) and tag == "cite":
            return self.begin_frame(TextOnly("cite"))
        if tag in ("ul", "ol"):
            return self.begin_list(tag)
        if tag == "li" and isinstance(frame, List):
            return self.begin_item()
        if frame is self.root and tag in ("blockquote", "table"):
            return self.begin_frame(Quote() if tag == "blockquote" else Table())
        return self.begin_block(tag)

    def begin_block(self, tag: str) -> str:
        if tag in ("th", "td"):  # of a table that is not kept here
            self.run.append(Word(" "))
        if tag in ("th", "td", "cite"):
            return ""
        self.end_paragraph()
        if tag in HEADINGS:
            self.paragraph = tag
        return "block"

    def begin_mark(self, tag: str, attrs) -> str:
        address = ""
        if tag == "a":
            address = safe_address(attrs.get("href") or "")
            if not address:
                return ""
        self.marks[tag].append(address)
        return "mark"

    def begin_frame(self, frame: Frame) -> str:
        self.end_paragraph()
        self.frames.append(frame)
        return "frame"

    def begin_list(self, tag: str) -> str:
        depth = sum(isinstance(frame, List) for frame in self.frames)
        return self.begin_frame(List(tag)) if depth < LIST_DEPTH else self.begin_block(tag)

    def begin_item(self) -> str:
        self.end_paragraph()
        self.frames.append(self.frames[-1].add_item())
        return "frame"

    def begin_in_table(self, tag: str, attrs) -> str:
        table = self.frames[-1]
        if tag in ("td", "th"):
            return self.begin_frame(Flow(tag, cell_attributes(tag, attrs)))
        if tag == "caption":
            return self.begin_frame(TextOnly("caption"))
        if tag in ("thead", "tbody"):
            table.begin_rows(tag)
        return "row" if tag == "tr" else ""

    def line_break(self) -> None:
        if self.frames[-1].only_text:
            self.frames[-1].text.append(" ")
        else:
            self.run.append(break_line())

    def end_paragraph(self) -> None:
        """Hand the words gathered so far to the frame that they stand in."""
        run, tag = self.run, self.paragraph
        self.run, self.paragraph = [], "p"
        if tag in HEADINGS:  # a heading is bold anyway, and one line
            for word in run:
                word.marks.pop("strong", None)
                word.text = " " if word.text is None else word.text
        for piece in tidy(run):
            self.frames[-1].add_piece(piece, tag)

    def end_frame(self) -> None:
        self.end_paragraph()
        frame, stored = self.frames.pop(), ""
        parent = self.frames[-1]
        if not (isinstance(frame, Flow) and frame.tag == "li"):  # its list holds it already
            stored = frame.close()
        if isinstance(frame, ObjectFrame):
            self.hoisted.append(stored)
        elif isinstance(parent, Table):
            parent.add_part(frame, stored)
        elif isinstance(frame, TextOnly):
            parent.speaker = f"{parent.speaker} {stored}".strip()
        elif stored:
            parent.add_block(stored)
        if parent is self.root:
            self.root.blocks += self.hoisted
            self.hoisted = []

    def finish(self) -> str:
        while len(self.frames) > 1:
            self.end_frame()
        self.end_paragraph()
        return self.root.close()


def object_attributes(tag: str, attrs: dict[str, str | None]) -> str:
    """The attributes of a known object in their one order; "" when it is no object."""
    if tag == "aside":
        article = _ID.fullmatch(attrs.get("data-article") or "")
        return f'data-article="{article[1]}"' if article else ""
    embed = attrs.get("data-embed")
    gallery = gallery_ids(attrs.get("data-gallery") or "") if embed is None else []
    if len(gallery) > 1:
        return f'data-gallery="{",".join(gallery)}"'
    photo = _ID.fullmatch(gallery[0] if gallery else attrs.get("data-photo") or "")
    written = f'data-photo="{photo[1]}"' if photo else ""
    if embed is None:
        return written
    if not embeds.parse(embed):
        return ""
    return f'data-embed="{attribute(embed)}" {written}'.rstrip()


def gallery_ids(written: str) -> list[str]:
    """The ids among `written`, in its order, each once. A gallery of one is a photo."""
    found = (_ID.fullmatch(part.strip()) for part in written.split(","))
    return list(dict.fromkeys(match[1] for match in found if match))[:MAX_GALLERY]


def cell_attributes(tag: str, attrs: dict[str, str | None]) -> str:
    written = ""
    for name in ("colspan", "rowspan"):
        span = _SPAN.fullmatch(attrs.get(name) or "")
        if span and 1 < int(span[1]) <= 100:
            written += f' {name}="{span[1]}"'
    if tag == "th" and attrs.get("scope") in ("col", "row"):
        written += f' scope="{attrs["scope"]}"'
    return written
