"""Redirects in a CSV file: columns `old` and `new`, one address a line.

An address holds no line break, so every line is read by itself: a quotation mark that never
closes, a line without end or a stray byte costs that line and not the rest of the file.
"""

import codecs
import csv
import itertools
import re

from django.utils.translation import gettext as _

from newsroom import languages

from .redirects import Fault, Lead

LONGEST = 64 * 1024  # bytes of a line
DELIMITERS = ",;\t"
LOOKED_AT = 20  # lines, to learn the delimiter
CELL = re.compile(r"\s*(?:/|https?:|article:|old\s*$|new\s*$)", re.IGNORECASE)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
PLAIN = (0, 1, 2)  # where old and new stand without a header, and how many columns there are
COLUMNS = ["old", "new", "hits", "last hit", "added at", "story"]


class Unreadable(Exception):
    """The file is no text in UTF-8; the message says what to do."""


def read(file):
    """A Lead or a Fault for every line of an open binary file. Raises Unreadable."""
    lines = _lines(file)
    first = list(itertools.islice(lines, LOOKED_AT))
    delimiter = max(DELIMITERS, key=lambda one: _fits(first, one))
    columns = None
    for line in itertools.chain(first, lines):
        if isinstance(line, Fault):
            yield line
            continue
        number, text = line
        try:
            cells = _cells(text, delimiter)
        except csv.Error:
            yield Fault(number, "", _("The quotation marks do not pair."))
            continue
        if columns is None and any(cells):
            named = [cell.lower() for cell in cells]
            has_header = {"old", "new"} <= set(named)
            columns = (named.index("old"), named.index("new"), len(named)) if has_header else PLAIN
            if has_header:
                continue
        if any(cells):
            yield _lead(number, cells, *columns)


def _lead(number, cells, old, new, count):
    while len(cells) > count and not cells[-1]:
        cells.pop()
    if len(cells) > count or len(cells) <= max(old, new):
        reason = _("Columns: %(count)s instead of %(expected)s.")
        return Fault(number, "", reason % {"count": len(cells), "expected": count})
    return Lead(cells[old], cells[new], number)


def _lines(file):
    """(number, text) of each line, or a Fault."""
    number = 0
    while raw := file.readline(LONGEST):
        number += 1
        is_cut = len(raw) == LONGEST and not raw.endswith(b"\n")
        if number == 1:
            if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise Unreadable(_("The file is in UTF-16. Save it as “CSV UTF-8”."))
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if is_cut:
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(LONGEST)
            yield Fault(number, "", _("The line is too long."))
            continue
        try:
            yield number, raw.decode().rstrip("\r\n")
        except UnicodeDecodeError as fault:
            reason = _("Line %(line)s is not UTF-8, perhaps Windows-1251. Save it as “CSV UTF-8”.")
            raise Unreadable(reason % {"line": number}) from fault


def _cells(text, delimiter):
    return [cell.strip() for cell in next(csv.reader([text], delimiter=delimiter, strict=True), [])]


def _fits(lines, delimiter):
    """In how many lines this delimiter divides two cells that look like addresses."""
    count = 0
    for line in lines:
        if isinstance(line, Fault):
            continue
        try:
            cells = _cells(line[1], delimiter)
        except csv.Error:
            continue
        count += sum(bool(CELL.match(cell)) for cell in cells) > 1
    return count


def written(rows):
    """The lines of a file with these redirects, which may be imported again. For spreadsheets too:

    the mark in front tells them that it is UTF-8, and no cell is taken for a formula.
    """
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for row in rows:
        new = f"article:{row.article_id}" if row.article_id else row.new_path
        story = row.article.headline if row.article else ""
        cells = [row.old_path, new, row.hits, _moment(row.last_hit_at), _moment(row.created_at)]
        yield writer.writerow([neutral(cell) for cell in [*cells, story]])


class _Line:
    """A file for csv.writer whose `write` hands the line back."""

    def write(self, line):
        return line


def _moment(moment):
    return moment.astimezone(languages.ALMATY).strftime("%Y-%m-%d %H:%M") if moment else ""


def neutral(cell):
    """A text that no spreadsheet runs as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
