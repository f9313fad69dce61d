"""The boxes of a body while it is being written down: lists, tables, quotes, objects.

Each frame gathers what stands inside it and says, when closed, how it is stored. Blocks stand one
per line, so that two saved texts can be compared line by line.
"""

from .inline import Word, break_line, escape, plain, write

Piece = list[Word]


class Frame:
    """`tag` is the element that opened it."""

    only_text = False  # no marks and no paragraphs: a caption, a title, a speaker

    def __init__(self, tag: str):
        self.tag = tag

    def add_piece(self, piece: Piece, tag: str) -> None:
        """A finished run of words, in paragraph or heading `tag`."""

    def add_block(self, block: str) -> None:
        """A finished child frame."""

    def close(self) -> str:
        """The stored form; "" when there is nothing to store."""
        raise NotImplementedError


class Root(Frame):
    """The body itself."""

    def __init__(self):
        super().__init__("")
        self.blocks: list[str] = []

    def add_piece(self, piece, tag):
        self.blocks.append(f"<{tag}>{write(piece)}</{tag}>")

    def add_block(self, block):
        self.blocks.append(block)

    def close(self):
        return "\n".join(self.blocks)


class Quote(Root):
    """<blockquote><p>words</p><cite>speaker</cite></blockquote> on one line."""

    def __init__(self):
        super().__init__()
        self.tag = "blockquote"
        self.speaker = ""

    def add_piece(self, piece, tag):
        super().add_piece(piece, "p")

    def close(self):
        if not self.blocks:
            return f"<p>{escape(self.speaker)}</p>" if self.speaker else ""
        cite = f"<cite>{escape(self.speaker)}</cite>" if self.speaker else ""
        return f"<blockquote>{''.join(self.blocks)}{cite}</blockquote>"


class TextOnly(Frame):
    """Gathers bare text: figcaption, cite, and the insides of an object."""

    only_text = True

    def __init__(self, tag):
        super().__init__(tag)
        self.text: list[str] = []

    def close(self):
        return plain("".join(self.text))


class ObjectFrame(TextOnly):
    """A photo, a gallery, an embed or a read-also: judged attributes and a caption."""

    def __init__(self, tag, attributes):
        super().__init__(tag)
        self.attributes = attributes

    def close(self):
        if self.tag == "aside":
            return f"<aside {self.attributes}></aside>"
        caption = escape(super().close())
        return f"<figure {self.attributes}><figcaption>{caption}</figcaption></figure>"


class Flow(Frame):
    """A list item or a table cell: words, line breaks and lists."""

    def __init__(self, tag, attributes=""):
        super().__init__(tag)
        self.attributes = attributes
        self.parts: list[Piece | str] = []

    def add_piece(self, piece, tag):
        if self.parts and isinstance(self.parts[-1], list):
            self.parts[-1].append(break_line())
            self.parts[-1].extend(piece)
        else:
            self.parts.append(piece)

    def add_block(self, block):
        self.parts.append(block)

    @property
    def is_empty(self):
        return not self.parts

    def close(self):
        lines = [
            part if isinstance(part, str) else write(_same_breaks(part)) for part in self.parts
        ]
        tail = "\n" if self.parts and isinstance(self.parts[-1], str) else ""
        return f"<{self.tag}{self.attributes}>" + "\n".join(lines) + f"{tail}</{self.tag}>"


class List(Frame):
    """<ul> or <ol>. What stands beside its items joins the item before."""

    def __init__(self, tag):
        super().__init__(tag)
        self.items: list[Flow] = []

    def add_item(self) -> Flow:
        self.items.append(Flow("li"))
        return self.items[-1]

    def add_piece(self, piece, tag):
        (self.items[-1] if self.items else self.add_item()).add_piece(piece, tag)

    def add_block(self, block):
        (self.items[-1] if self.items else self.add_item()).add_block(block)

    def close(self):
        items = [item.close() for item in self.items if not item.is_empty]
        return "\n".join([f"<{self.tag}>", *items, f"</{self.tag}>"]) if items else ""


class Table(Frame):
    def __init__(self):
        super().__init__("table")
        self.caption = ""  # bare text
        self.parts: list[tuple[str, list[str]]] = []  # ("thead" or "tbody", its rows)
        self.row: list[str] = []
        self.has_words = False

    def add_part(self, frame: Frame, stored: str) -> None:
        if isinstance(frame, Flow):
            self.has_words = self.has_words or not frame.is_empty
            self.row.append(stored)
        else:
            self.caption = f"{self.caption} {stored}".strip()

    def begin_rows(self, tag: str) -> None:
        if not self.parts or self.parts[-1][0] != tag:
            self.parts.append((tag, []))

    def end_row(self) -> None:
        if self.row:
            if not self.parts:
                self.begin_rows("tbody")
            self.parts[-1][1].append(f"<tr>{''.join(self.row)}</tr>")
        self.row = []

    def close(self):
        self.end_row()
        if not self.has_words:
            return f"<p>{escape(self.caption)}</p>" if self.caption else ""
        lines = ["<table>"]
        if self.caption:
            lines.append(f"<caption>{escape(self.caption)}</caption>")
        for tag, rows in self.parts:
            if rows:
                lines += [f"<{tag}>", *rows, f"</{tag}>"]
        return "\n".join([*lines, "</table>"])


def _same_breaks(piece: Piece) -> Piece:
    """A break put between two paragraphs wears the marks that both sides wear, as others do."""
    for before, word, after in zip(piece, piece[1:], piece[2:], strict=False):
        if word.text is None:
            word.marks = dict(before.marks.items() & after.marks.items())
    return piece
