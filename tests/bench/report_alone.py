"""The tables of one reader who is alone: growth, and the search."""

import statistics

from tests.bench.machine import ratios
from tests.bench.search import SAVES

GROWTH = """
## Growth
PostgreSQL, every page drawn anew, one reader alone, {alone} answers of each. {stories:,} stories
with bodies of 500 bytes, and {many:,}: each of those {times} times (`tests/bench/multiply.py`).
Milliseconds, medians; the ratio from round to round: median, least–most.

| page | {stories:,} | {many:,} | growth |
| --- | --- | --- | --- |
"""
DEPTHS = """
The longest lists of the {many:,}: their first page, one in the middle and the last whole one. The
speed of these two to that of the first.

| list | first | middle | end | middle to first | end to first |
| --- | --- | --- | --- | --- | --- |
"""
SEARCH = """
## Search
One reader alone, {alone} answers of each, among {sought:,} stories: milliseconds, median and 95th
of 100. *Find* is the search alone (`finding.find`), *page* the whole answer drawn anew, *growth*
the page's median to that among {stories:,}, from round to round.

| database | question | hits | find | page | growth |
| --- | --- | --- | --- | --- | --- |
"""
HOSTILE = """
Hostile questions (`tests/hostile.py`), the whole page, first try: {told}.
"""
KEYS = """
Keys made and written while a story is published, and the whole publication with its commit:
medians of {saves} stories of full length. `rekey_stories --all` on {stories:,} stories.

| database | index | keys | publication | keyed anew |
| --- | --- | --- | --- | --- |
"""


def grown(pages, depths, **said):
    yield GROWTH.format(**said)
    for page, of in pages.items():
        few, many = _medians(of["few"]), _medians(of["many"])
        yield f"| {page} | {_ms(few)} | {_ms(many)} | {_spread(many, few)} |\n"
    yield DEPTHS.format(**said)
    for page, of in depths.items():
        first, middle, end = (_medians(of[place]) for place in ("first", "middle", "end"))
        cells = " | ".join(map(_ms, (first, middle, end)))
        yield f"| {page} | {cells} | {_spread(first, middle)} | {_spread(first, end)} |\n"


def sought(databases, **said):
    yield SEARCH.format(**said)
    for database, found in databases.items():
        for name, of in found["pages"].items():
            hits, *alone = found["many"]["found"][name]
            page = [ms for some in of["many"] for ms in some]
            growth = _spread(_medians(of["many"]), _medians(of["few"]))
            cells = f"{hits:,} | {_p95(alone)} | {_p95(page)} | {growth}"
            yield f"| {database} | {name} | {cells} |\n"
    yield HOSTILE.format(told="; ".join(_withstood(databases)))
    yield KEYS.format(saves=SAVES, **said)
    for database, found in databases.items():
        many = found["many"]
        size = f"{many['index'] / 1e6:,.0f} MB"
        cells = f"{size} | {_ms(many['keys'])} ms | {_ms(many['verb'])} ms"
        yield f"| {database} | {cells} | {found['rekeyed']:,.0f} stories/s |\n"


def _withstood(databases):
    for database, found in databases.items():
        answers = found["many"]["hostile"]
        name, (_status, longest) = max(answers.items(), key=lambda one: one[1][1])
        failed = sum(status != 200 for status, _ms in answers.values())
        yield f"{database} {longest:.0f} ms at most ({name}), {failed} of {len(answers)} failed"


def _medians(rounds):
    return [statistics.median(some) for some in rounds]


def _ms(some):
    return f"{statistics.median(some):.1f}"


def _p95(some):
    return f"{_ms(some)}, {statistics.quantiles(some, n=20, method='inclusive')[-1]:.1f}"


def _spread(rounds, below):
    middle, least, most = ratios(rounds, below)
    return f"**{middle:.2f}**, {least:.2f}–{most:.2f}"
