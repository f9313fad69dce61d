"""Which stories meet a question: the newest MOST, and never one that readers may not see."""

from typing import NamedTuple

from . import lexemes, phrases, ranking, tables, tagged

MOST = 1000  # of more stories than that, the newest are found
_FIRST, _LAST = -(2**62), 2**62  # places before and after any


class Found(NamedTuple):
    """Ids of editions in the order asked for, and whether there are more than MOST."""

    ids: list
    is_more: bool


class Filters(NamedTuple):
    """What else a story must be. Moments are aware datetimes, `until` the first one after."""

    section: int | None = None
    source: int | None = None
    author: int | None = None
    since: object = None
    until: object = None

    def groups(self):
        named = {
            lexemes.of_section: self.section,
            lexemes.of_source: self.source,
            lexemes.of_author: self.author,
        }
        return [{of(pk)} for of, pk in named.items() if pk]

    def places(self):
        return (
            lexemes.place_at(self.since) if self.since else _FIRST,
            lexemes.place_at(self.until) if self.until else _LAST,
        )


ALL = Filters()


def find(question, language, filters=ALL, *, best=True, most=MOST):
    """Found of a Question in the texts of one language; `best` first, or else the newest."""
    tags = tagged.met(question.groups(language), language)
    groups = question.groups(language, tags=tags) + filters.groups()
    table = tables.here()
    rows = table.newest(groups, *filters.places(), most + 1)
    rows = phrases.kept(rows, question, language)
    is_more, rows = len(rows) > most, rows[:most]
    if best and len(rows) > 1:
        rows = ranking.best_first(rows, question, language, filters.groups(), tags, table)
    return Found([pk for _place, pk in rows], is_more)


def is_any(question, language, filters=ALL):
    """Whether readers would find a story, among the newest that have the words."""
    return bool(find(question, language, filters, best=False, most=1).ids)
