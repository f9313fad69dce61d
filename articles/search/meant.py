"""What may have been meant by a word that was misspelt: a word of the newsroom's own headlines."""

from articles.models import SearchWord
from newsroom import languages

from . import asking, finding

MOST_WORDS = 3  # of one question that are looked at
LOOKED_AT = 1000  # words that begin or end alike, of each kind
TRIED = 3  # of the nearest, until one finds something


def instead(question, language, filters):
    """The text of a question that finds stories, or None."""
    words = [word for word in question.words if len(word) > 2 and word.isalpha()]
    known = set(_of(language).filter(word__in=words).values_list("word", flat=True))
    unknown = [word for word in words if word not in known][:MOST_WORDS]
    near = {word: found for word in unknown if (found := _near(word, language))}
    if not near:
        return None
    for turn in range(TRIED):
        text = question.text
        for word, found in near.items():
            better = found[min(turn, len(found) - 1)]
            text = text.replace(question.spelt[word], better)
        if finding.is_any(asking.read(text), language, filters):
            return text
    return None


def _of(language):
    return SearchWord.objects.filter(language=language)


def _near(word, language):
    """The words nearest to it, the nearest first.

    A slip of one letter leaves either the beginning or the end of a word as it is.
    """
    plain = languages.folded(word)
    alike = _of(language).order_by("pk").values_list("word", flat=True)
    found = [
        *alike.filter(head=plain[:3])[:LOOKED_AT],
        *alike.filter(tail=plain[-4:])[:LOOKED_AT],
    ]
    most = 1 if len(word) < 6 else 2
    scored = {one: _far(word, plain, one, most) for one in found}
    near = [one for one, far in scored.items() if far <= most]
    return sorted(near, key=lambda one: (scored[one], len(one), one))[:TRIED]


def _far(word, plain, other, most):
    """Slips between two words; half a one where a word only goes on, or lacks Kazakh letters."""
    if other.startswith(word):
        return 0.5
    if abs(len(word) - len(other)) > most or len(set(plain) ^ set(languages.folded(other))) > 4:
        return most + 1
    return min(slips(word, other), slips(plain, languages.folded(other)) + 0.5)


def slips(one, other):
    """Letters put in, left out, mistaken or swapped with their neighbour (Damerau, 1964)."""
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
