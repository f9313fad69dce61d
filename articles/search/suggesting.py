"""What a text may be filed under: tags, related stories and a section, by the keys of its words.

Nothing is learned and nobody outside is asked. A tag is suggested that the text names, or that
stories like it have; stories are like it that share its telling words in headline or standfirst;
the section is where most of those stand.
"""

import math
from collections import Counter
from itertools import islice
from typing import NamedTuple

from articles import body
from articles.models import Edition, EditionTag, Section, Tag
from newsroom import languages

from . import tables
from .finding import ALL
from .lexemes import HEADLINE, STANDFIRST, STEM, of_word

READ = 400  # words of the text
ASKED = 12  # of them, the most telling, that stories are looked for by
LOOKED_AT = 600  # of the newest stories that have one of these words
MOST_TAGS = 3000  # the newest, whose names are looked for in the text
TAGS, STORIES = 5, 4  # suggested at most
SHORTEST = 3  # letters of a word that tells anything
IN_HEADLINE = 4  # times as telling as in the text
ALIKE = 2  # words at least that a story shares


class Suggestions(NamedTuple):
    tags: list  # of Tag, the likeliest first
    stories: list  # of Edition, live, in the language of the text
    section: Section | None


class Text(NamedTuple):
    """What was typed so far; `body` is HTML. `article`: its id, None while it is new."""

    language: str
    headline: str
    standfirst: str
    body: str
    article: int | None = None


def suggest(text):
    """Suggestions for a Text, whatever was typed; a handful of questions to the database."""
    telling = _telling(text)
    stories = _alike(text, telling)
    return Suggestions(
        tags=_tags(text, telling, [edition for edition, _worth in stories]),
        stories=[edition for edition, _worth in stories[:STORIES]],
        section=_section(stories),
    )


def _telling(text):
    """{stem: how telling}, the most telling first."""
    worth = Counter()
    for words, times in (
        (f"{text.headline} {text.standfirst}", IN_HEADLINE),
        (body.text_of(text.body), 1),
    ):
        for word in islice(languages.tokenise(words), READ):
            if len(word.text) >= SHORTEST and not word.text.isdecimal():
                worth[languages.keys(word.text, text.language).stem] += times
    return dict(worth.most_common())


def _alike(text, telling):
    """[(edition, worth)] of live stories that share telling words, the likest first."""
    words = list(telling)[: ASKED * 2]
    groups = [_in_head(text.language, word) for word in words]
    if not groups:
        return []
    table = tables.here()
    rows = table.newest([set().union(*groups)], *ALL.places(), LOOKED_AT)
    if not rows:
        return []
    places = dict(rows)
    having = table.among([[group] for group in groups], min(places), max(places))
    worth, shared = Counter(), Counter()
    for found, word in zip(having, words, strict=True):
        found &= places.keys()
        rare = math.log((1 + len(places)) / (1 + len(found)))
        for place in found:
            worth[place] += rare * math.sqrt(telling[word])
            shared[place] += 1
    likest = [place for place, _worth in worth.most_common() if shared[place] >= ALIKE][:40]
    others = Edition.objects.exclude(article=text.article).select_related("section")
    editions = others.in_bulk([places[place] for place in likest])
    return [
        (editions[places[place]], worth[place]) for place in likest if places[place] in editions
    ][: STORIES * 3]


def _in_head(language, stem):
    return {of_word(language, field, STEM, stem) for field in (HEADLINE, STANDFIRST)}


def _tags(text, telling, alike):
    """Those that the text names come first, the longest name before others."""
    named = []
    for tag in Tag.objects.order_by("-pk")[:MOST_TAGS]:
        for name in tag.called(text.language):
            stems = {languages.keys(w.text, text.language).stem for w in languages.tokenise(name)}
            if stems and stems <= telling.keys():
                named.append((len(stems), sum(telling[stem] for stem in stems), tag))
                break
    named.sort(key=lambda one: (-one[0], -one[1], one[2].pk))
    found = {tag.pk: tag for _words, _worth, tag in named[:TAGS]}
    links = EditionTag.objects.filter(edition__in=alike).select_related("tag")
    common = Counter(link.tag for link in links)
    for tag, times in common.most_common(TAGS):
        if times >= ALIKE and tag.has_language(text.language):
            found.setdefault(tag.pk, tag)
    return list(found.values())[:TAGS]


def _section(stories):
    """Where more than half of the likeness stands."""
    worth = Counter()
    for edition, one in stories:
        worth[edition.section] += one
    if len(stories) < ALIKE:
        return None
    [(section, most)] = worth.most_common(1)
    return section if most > sum(worth.values()) / 2 else None
