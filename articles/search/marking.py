"""The words that were asked for, marked where they stand in a text."""

from django.utils.html import escape, format_html_join
from django.utils.safestring import mark_safe

from articles import body
from newsroom import languages

READ = 6_000  # letters of a story's text in which a passage is looked for
BEFORE, PASSAGE = 70, 240  # letters: of the passage before the first word, and in all


def marked(text, question, language):
    """HTML of a plain text, with <mark> around what was asked for."""
    return _drawn(text, _spans(text, question, language))


def passage(edition, question):
    """HTML of the standfirst, marked; where it has none of the words, of a piece of the body.

    Of the body's piece the first word is marked and all others in it. Empty when neither is.
    """
    code = edition.language
    spans = _spans(edition.standfirst, question, code)
    if spans:
        return _drawn(edition.standfirst, spans)
    text = body.text_of(edition.body[: 2 * READ].rpartition("<")[0] or edition.body)[:READ]
    first = next(_found(text, question, code), None)
    if first is None:
        return escape(edition.standfirst)
    begin, end = _around(text, *first)
    piece = text[begin:end]
    drawn = _drawn(piece, _spans(piece, question, code))
    return mark_safe(f"{'… ' * (begin > 0)}{drawn}{' …' * (end < len(text))}")  # noqa: S308 (escaped)


def _around(text, start, end):
    """Whole words about a place in a text."""
    begin = max(start - BEFORE, 0)
    if begin:
        begin = text.find(" ", begin, start) + 1 or start
    last = begin + PASSAGE
    if last < len(text):
        last = max(text.rfind(" ", end, last), end)
    return begin, min(last, len(text))


def _found(text, question, language):
    for word in languages.tokenise(text):
        if question.marks(word.text, language):
            yield word.start, word.end


def _spans(text, question, language):
    return list(_found(text, question, language))


def _drawn(text, spans):
    """Everything is escaped but our own marks."""
    parts, last = [], 0
    for start, end in spans:
        parts += [("", text[last:start], ""), ("<mark>", text[start:end], "</mark>")]
        last = end
    parts.append(("", text[last:], ""))
    return format_html_join(
        "",
        "{}{}{}",
        ((mark_safe(open_), words, mark_safe(close)) for open_, words, close in parts),  # noqa: S308
    )
