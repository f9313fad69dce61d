"""What is kept of a story so that it can be found: short strings, the same for both databases.

    kc1қала  a word of a Kazakh text: its language, where it stands, the kind of its key, the key
    g0a1z    two words that follow one another, as a number in four digits
    t2026 t202611 n3 o7 u5   when it was first published (UTC); its section, sources, authors
    hk12     a tag of a Kazakh text: its number, since what it is called may change (tagged.py)

Neither database takes a text apart here, so neither can do it in its own way. The letters before
the key keep the kinds apart: PostgreSQL would take a word and its equal stem for one.
"""

import datetime
import zlib
from itertools import islice, pairwise

from articles import body
from newsroom import languages

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MOST_WORDS = 10_000  # of a story; what follows is not found by
MOST_BYTES = 500_000  # of its lexemes, in UTF-8; PostgreSQL takes a megabyte

HEADLINE, STANDFIRST, ANYWHERE = "a", "b", "c"
EXACT, STEM, FAMILY, FOLDED = range(4)  # places in languages.KINDS
SHAPE = 2  # raised when a story is given other lexemes than before

_NUMBERS = 2**30  # editions of one second are told apart by so much of their ids
_SECONDS = 2**32  # a moment further from 1970 stands where the furthest stand
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def version():
    """What stands beside keys that are made today."""
    return SHAPE * 1000 + languages.STEMMER_VERSION


def place(first_published_at, pk):
    """Where an edition stands among all: a whole number of 64 bits, larger is newer."""
    return place_at(first_published_at) + pk % _NUMBERS


def place_at(moment):
    """The first place of a second (aware datetime)."""
    seconds = (moment - EPOCH) // datetime.timedelta(seconds=1)
    return max(-_SECONDS, min(seconds, _SECONDS)) * _NUMBERS


def second_of(place):
    """Seconds since 1970, whole."""
    return place // _NUMBERS


def moment_of(place):
    return EPOCH + datetime.timedelta(seconds=second_of(place))


def of_word(language, field, kind, key):
    return f"{language[0]}{field}{kind + 1}{key}"


def of_pair(first, second):
    """Of two words in 1.7 million the same as that of two others: told, not looked for again."""
    number = zlib.crc32(f"{first} {second}".encode())
    digits = ""
    for _place in range(4):
        number, digit = divmod(number, 36)
        digits += _DIGITS[digit]
    return f"g{digits}"


def of_year(year):
    return f"t{year:04}"


def of_month(year, month):
    return f"t{year:04}{month:02}"


def of_section(pk):
    return f"n{pk}"


def of_source(pk):
    return f"o{pk}"


def of_author(pk):
    return f"u{pk}"


def of_tag(language, pk):
    """Of a story in the language: it has the tag by its names there."""
    return f"h{language[0]}{pk}"


def of_name(name, code):
    """{lexeme: the kind of its key} of what a tag is called in a language."""
    words, found = [word.text for word in languages.tokenise(name)], {}
    for word in dict.fromkeys(words):
        for kind, key in enumerate(languages.keys(word, code)):
            found[of_word(code, ANYWHERE, kind, key)] = kind
    return found | dict.fromkeys((of_pair(*pair) for pair in pairwise(words)), EXACT)


def texts(edition):
    """(field, text) of an edition, as readers read it."""
    yield HEADLINE, edition.headline
    yield HEADLINE, edition.short_headline
    yield STANDFIRST, edition.standfirst
    yield ANYWHERE, body.text_of(edition.body)


def of_edition(edition, links):
    """(lexemes in a list, each once; the words of headline and standfirst)."""
    code, left = edition.language, MOST_WORDS
    found, told = {}, set()
    for field, text in texts(edition):
        words = [word.text for word in islice(languages.tokenise(text), left)]
        left -= len(words)
        for word in dict.fromkeys(words):
            for kind, key in enumerate(languages.keys(word, code)):
                found[of_word(code, ANYWHERE, kind, key)] = None
                if field != ANYWHERE:
                    found[of_word(code, field, kind, key)] = None
        found.update((of_pair(*pair), None) for pair in pairwise(words))
        if field != ANYWHERE:
            told.update(words)
    return [*_of_facts(edition, links), *_bounded(found)], told


def _of_facts(edition, links):
    first = edition.first_published_at.astimezone(datetime.UTC)
    yield of_year(first.year)
    yield of_month(first.year, first.month)
    yield of_section(edition.section_id)
    yield from {of_source(pk) for pk, _address in links.sources}
    yield from {of_author(pk) for pk in links.authors}
    yield from {of_tag(edition.language, pk) for pk in links.tags}


def _bounded(found):
    room = MOST_BYTES
    if sum(map(len, found)) * 4 + len(found) * 4 <= room:  # whatever letters these are
        yield from found
        return
    for lexeme in found:
        room -= len(lexeme.encode()) + 4
        if room < 0:
            return
        yield lexeme
