"""Two texts compared block by block, and word by word within a block. Knows nothing of stories.

The cost is bounded whatever the texts: equal beginnings and ends go first, then what both have
exactly once holds the rest in place; difflib, whose cost is a square, sees only small pieces.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

SMALL = 2_500  # pairs that are weighed one by one: 50 words against 50
DEPTH = 12  # how often a stretch is cut at what both have once
LIKE = 0.4  # share of words that makes two blocks one that was changed
AROUND = 1  # unchanged blocks that stay in sight beside a changed one

_WORD = re.compile(r"\w+(?:[-'’]\w+)*\s*|[^\w\s]\s*|\s+")


@dataclass(frozen=True)
class Run:
    """Words in a row with one fate: "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, an object. `stored` tells apart what reads the same."""

    kind: str
    text: str
    stored: str = ""


@dataclass
class Row:
    """ "same", "gone", "new", "changed" (in its words) or "dressed" (only in its marks).

    A "fold" holds the unchanged rows that need not be shown.
    """

    kind: str
    old: Block | None = None
    new: Block | None = None
    runs: list[Run] = field(default_factory=list)
    rows: list["Row"] = field(default_factory=list)

    @property
    def block(self) -> Block | None:
        return self.new or self.old


def compare_words(old: str, new: str) -> list[Run]:
    """`old` is the runs without the new ones, `new` those without the gone; spaces aside."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    runs: list[Run] = []

    def add(kind, words):
        text = "".join(words)
        if text and runs and runs[-1].kind == kind:
            text = runs.pop().text + text
        if text:
            runs.append(Run(kind, text))

    for i1, i2, j1, j2 in _gaps([w.strip() for w in before], [w.strip() for w in after]):
        add("gone", before[i1:i2])
        add("new", after[j1:j2])
        add("same", [max(before[i2], after[j2], key=len)] if j2 < len(after) else [])
    return runs


def compare_blocks(old: Sequence[Block], new: Sequence[Block]) -> list[Row]:
    """All blocks of both, in their order; those that were changed stand beside each other."""
    rows: list[Row] = []
    for i1, i2, j1, j2 in _gaps(old, new):
        rows += _changed(old[i1:i2], new[j1:j2])
        if j2 < len(new):
            rows.append(Row("same", old[i2], new[j2]))
    return rows


def folded(rows: Sequence[Row]) -> list[Row]:
    """The rows with long unchanged stretches folded away."""
    changed = [number for number, row in enumerate(rows) if row.kind != "same"]
    shown = {near for one in changed for near in range(one - AROUND, one + AROUND + 1)}
    out: list[Row] = []
    for number, row in enumerate(rows):
        if number in shown:
            out.append(row)
        elif out and out[-1].kind == "fold":
            out[-1].rows.append(row)
        else:
            out.append(Row("fold", rows=[row]))
    return out


def _changed(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Row]:
    """Blocks that are not the same: which of them became which."""
    i = j = 0
    for paired_i, paired_j in [*_likes(old, new), (len(old), len(new))]:
        yield from (Row("gone", old=block) for block in old[i:paired_i])
        yield from (Row("new", new=block) for block in new[j:paired_j])
        if paired_i < len(old):
            before, after = old[paired_i], new[paired_j]
            runs = compare_words(before.text, after.text)
            kind = "dressed" if all(run.kind == "same" for run in runs) else "changed"
            yield Row(kind, before, after, runs)
        i, j = paired_i + 1, paired_j + 1


def _likes(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[int, int]]:
    """Pairs (i, j), both rising, of blocks that are alike: the best choice for a small number of
    blocks, one by one for many."""
    if len(old) == len(new) == 1 and old[0].kind == new[0].kind:
        return [(0, 0)]
    words = [[set(re.findall(r"\w+", block.text.lower())) for block in side] for side in (old, new)]

    def like(i, j):
        one, other = words[0][i], words[1][j]
        if old[i].kind != new[j].kind or not (one or other):
            return 0
        share = 2 * len(one & other) / (len(one) + len(other))
        return share if share >= LIKE else 0

    if len(old) * len(new) > SMALL:
        return [(i, i) for i in range(min(len(old), len(new))) if like(i, i)]
    best: list[list[tuple[float, list]]] = [[(0, [])] * (len(new) + 1)]
    for i in range(len(old)):
        line: list[tuple[float, list]] = [(0, [])]
        for j in range(len(new)):
            share, (score, pairs) = like(i, j), best[i][j]
            choices = [best[i][j + 1], line[j]]
            if share:
                choices.append((score + share, [*pairs, (i, j)]))
            line.append(max(choices, key=lambda choice: choice[0]))
        best.append(line)
    return best[-1][-1][1]


def _gaps(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int, int, int]]:
    """What lies before each pair of equal items, and after the last: old[i1:i2], new[j1:j2]."""
    i = j = 0
    for same_i, same_j in [*_equal(old, new), (len(old), len(new))]:
        yield i, same_i, j, same_j
        i, j = same_i + 1, same_j + 1


def _equal(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs (i, j) of equal items, both rising."""
    pairs = []
    stretches = [(0, len(old), 0, len(new), 0)]
    while stretches:
        i1, i2, j1, j2, depth = stretches.pop()
        while i1 < i2 and j1 < j2 and old[i1] == new[j1]:
            pairs.append((i1, j1))
            i1, j1 = i1 + 1, j1 + 1
        while i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1]:
            i2, j2 = i2 - 1, j2 - 1
            pairs.append((i2, j2))
        if (i2 - i1) * (j2 - j1) <= SMALL:
            matcher = SequenceMatcher(None, old[i1:i2], new[j1:j2], autojunk=False)
            for i, j, size in matcher.get_matching_blocks():
                pairs += [(i1 + i + step, j1 + j + step) for step in range(size)]
        elif depth < DEPTH and (once := _once(old, new, i1, i2, j1, j2)):
            pairs += once
            for i, j in [*once, (i2, j2)]:
                stretches.append((i1, i, j1, j, depth + 1))
                i1, j1 = i + 1, j + 1
    return sorted(pairs)


def _once(old, new, i1, i2, j1, j2) -> list[tuple[int, int]]:
    """The longest rising row of items that stand exactly once in both stretches."""
    counts = Counter(old[i1:i2]), Counter(new[j1:j2])
    where = {new[j]: j for j in range(j1, j2) if counts[1][new[j]] == 1}
    found = [
        (i, where[old[i]]) for i in range(i1, i2) if counts[0][old[i]] == 1 and old[i] in where
    ]
    ends: list[int] = []  # the least j that a row of each length ends with
    last: list[int] = []  # where in `found` that is
    before: list[int] = []
    for number, (_i, j) in enumerate(found):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [number]
    row, number = [], last[-1] if last else -1
    while number >= 0:
        row.append(found[number])
        number = before[number]
    return row[::-1]
