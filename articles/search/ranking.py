"""The best first: how the words stand in a story, where, and how new it is.

A story that has a word only without its Kazakh letters comes after all others, and before it
what only begins alike; between the exact word and its other forms the rest decides too. All is
worked out from places and sets, so both databases put stories in one order.
"""

import time
from collections import Counter

from .lexemes import ANYWHERE, EXACT, FAMILY, FOLDED, HEADLINE, STANDFIRST, STEM, second_of

# What it is worth that every word of a question stands so: in this field, by keys up to this kind.
WORTH = {
    (ANYWHERE, EXACT): 2.0,
    (HEADLINE, EXACT): 2.0,
    (HEADLINE, STEM): 2.0,
    (HEADLINE, FOLDED): 0.5,
    (STANDFIRST, STEM): 1.0,
}
# Steps that nothing makes up for: the kinds by which the worst of the words is met.
STEPS = (STEM, FAMILY)
NEW = 2.0  # what a story of this moment is worth; half of it after HALF_LIFE
HALF_LIFE = 60 * 24 * 3600  # seconds


def best_first(rows, question, language, more, tags, table):
    """`rows`: (place, edition id) of stories that meet the question; `more`: groups of filters;
    `tags`: as `tagged.met` finds them.
    """

    def among(places, asked):
        """For each of `asked`, (field, kind), the set of places where all words stand so."""
        questions = [question.groups(language, kind, field, tags) + more for field, kind in asked]
        return table.among(questions, min(places), max(places))

    left = places = [place for place, _pk in rows]
    steps, worth = Counter(), Counter()
    for kind in STEPS:
        [having] = among(left, [(ANYWHERE, kind)])
        left = [place for place in left if place not in having]
        steps.update(left)
        if not left:  # mostly: all have the very words, or forms of them
            break
    for having, one in zip(among(places, WORTH), WORTH.values(), strict=True):
        for place in having:
            worth[place] += one
    now = time.time()

    def order(row):
        place = row[0]
        new = NEW * 0.5 ** (max(now - second_of(place), 0) / HALF_LIFE)
        return steps[place], -(worth[place] + new), -place

    return sorted(rows, key=order)
