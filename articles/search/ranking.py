"""The best first: how the words stand in a story, where, and how new it is.

A story that has a word only without its Kazakh letters comes after all others, and before it
what only begins alike; between the exact word and its other forms the rest decides too. All is
worked out from places and sets, so both databases put stories in one order.
"""

from django.utils import timezone

from .lexemes import ANYWHERE, EXACT, FAMILY, FOLDED, HEADLINE, STANDFIRST, STEM, moment_of

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
    asked = [(ANYWHERE, kind) for kind in STEPS] + list(WORTH)
    questions = [question.groups(language, kind, field, tags) + more for field, kind in asked]
    places = [place for place, _pk in rows]
    sets = dict(zip(asked, table.among(questions, min(places), max(places)), strict=True))
    now = timezone.now()

    def order(row):
        place = row[0]
        step = sum(place not in sets[ANYWHERE, kind] for kind in STEPS)
        worth = sum(worth for so, worth in WORTH.items() if place in sets[so])
        age = max((now - moment_of(place)).total_seconds(), 0)
        return step, -(worth + NEW * 0.5 ** (age / HALF_LIFE)), -place

    return sorted(rows, key=order)
