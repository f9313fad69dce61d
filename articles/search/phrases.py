"""Phrases of three words and more: all their pairs may stand in a story without the phrase."""

from articles.models import Edition
from newsroom import languages

from .lexemes import texts

LOOKED_AT = 200  # stories, the newest; each is read to see


def kept(rows, question, language):
    """Of (place, edition id) those that hold every longer phrase word by word."""
    long = [phrase for phrase in question.phrases if len(phrase) > 2]
    if not long:
        return rows
    rows = rows[:LOOKED_AT]
    shown = Edition.objects.prefetch_related("tags").in_bulk([pk for _place, pk in rows])
    return [(place, pk) for place, pk in rows if all(_holds(shown[pk], one) for one in long)]


def _holds(edition, phrase):
    sought = f" {' '.join(phrase)} "
    names = [name for tag in edition.tags.all() for name in tag.called(edition.language)]
    return any(
        sought in f" {' '.join(word.text for word in languages.tokenise(text))} "
        for text in (*names, *(text for _field, text in texts(edition)))
    )
