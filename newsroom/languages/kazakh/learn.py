"""Learn the stems of Kazakh from plain sentences.

    python -m newsroom.languages.kazakh.learn sentences.jsonl.gz

One JSON object a line, with the sentence in `text`. The list in the repository was learned from
the validation split of KazNERD (its head says whose that is and under which licence); the same
sentences give the same list. Only stems are kept, no text.

How: every word is taken apart in all ways. A stem that stands in many different words is likelier
to be one, so each word is shared out among its stems by what they are worth, and the shares are
counted anew; twice is enough. Then a verb in the passive or causative is given to its verb
(ашыл- to аш-), and the words are shared out once more. Nouns and verbs are counted apart, since
кел- takes the endings of a verb however many words look like «кел» with those of a noun.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import exp, log
from pathlib import Path

from newsroom.languages.folding import fold
from newsroom.languages.kazakh.paths import Reading, readings
from newsroom.languages.kazakh.stems import LEARNED, OWN, OWN_WORDS, canonical, own_words, price
from newsroom.languages.kazakh.weights import WEIGHTS

_SHARPNESS = 2.0  # how much the likelier stem is preferred to the others
_LEAST = 0.6  # words that a stem must explain to be kept
_WELL_KNOWN = 6.0  # words that a verb explains of which a voice is not a verb of its own

# A word of Kazakh letters alone; what stands beside a hyphen is an ending or a half.
_WORD = re.compile(r"(?<![\w-])[а-яәғқңөұүһі]{2,40}(?![\w-])")

_HEAD = """\
# Stems of Kazakh, learned by newsroom/languages/kazakh/learn.py: how many different words each
# explains as a noun and as a verb.
# From: KazNERD: Kazakh Named Entity Recognition Dataset (validation split, 11,167 sentences),
# R. Yeshpanov, Y. Khassanov, H. A. Varol, LREC 2022; ISSAI, Nazarbayev University;
# github.com/IS2AI/KazNERD. Licensed CC BY 4.0, creativecommons.org/licenses/by/4.0/.
# Changed: no sentence is kept, only stems and counts made from them.
"""

Key = tuple[str, bool]


def words_of(sentences: Iterable[str]) -> set[str]:
    """The different words."""
    return {word for sentence in sentences for word in _WORD.findall(fold(sentence))}


def learn(words: Iterable[str]) -> dict[Key, float]:
    """How many of the words each stem explains, by canonical stem and whether it is a verb's."""
    own_verbs, own_nouns = own_words(OWN)
    own = {(canonical(word), True) for word in own_verbs}
    own |= {(canonical(word), False) for word in own_nouns}
    spellings: dict[Key, set[str]] = {}
    ways = [way for word in sorted(words) if (way := _ways(word, own, spellings))]
    start: Counter[Key] = Counter(key for way in ways for key in way)
    counts = _counted(ways, start, own, rounds=2)
    voiced = {key for key in spellings if key not in own and _is_voiced(key, spellings, counts)}
    ways = [{key: way[key] for key in way.keys() - voiced} for way in ways]
    counts = _counted(ways, counts, own, rounds=1)
    return {key: count for key, count in counts.items() if count >= _LEAST}


def _ways(word: str, own: set[Key], spellings: dict[Key, set[str]]) -> dict[Key, float]:
    """The stems of a word, and what the best path to each is worth without knowing the stem.

    Of two letters only our own are taken: there are few, and by chance anything ends in some. Notes
    in `spellings` how a canonical stem was spelt in the word.
    """
    found: dict[Key, float] = {}
    for reading in readings(word):
        key = canonical(reading.stem), reading.is_verb
        if key in own or (len(key[0]) > 2 and not _is_doubtful(word, reading)):
            found[key] = max(found.get(key, float("-inf")), _worth(reading))
            spellings.setdefault(key, set()).add(reading.stem)
    return found


def _is_doubtful(word: str, reading: Reading) -> bool:
    """Whether the word could as well come from a verb without its last ы or і: құры-п, құр-ып.

    Few verbs end in these; they show in other words: құрыды, құрыған.
    """
    if not reading.is_verb or reading.stem[-1] not in "ыі":
        return False
    return "restored" in reading.weights or word[len(reading.stem) :][:1] in "лнспрң"


def _is_voiced(key: Key, spellings: Mapping[Key, set[str]], counts: Mapping[Key, float]) -> bool:
    """Whether it is a verb's stem with a voice put to it, and the verb is well known: ашыл-, аш-.

    Its words then count for the verb. Where the two mean different things, the longer one stands in
    our own list.
    """
    _, is_verb = key
    return is_verb and any(
        counts.get((canonical(reading.stem), True), 0.0) >= _WELL_KNOWN
        for spelling in spellings[key]
        for reading in readings(spelling)
        if reading.is_verb and reading.weights == ("voice",)
    )


def _counted(
    ways: Iterable[Mapping[Key, float]], counts: Mapping[Key, float], own: set[Key], *, rounds: int
) -> Mapping[Key, float]:
    """The shares of every stem in the words, after so many rounds of sharing."""
    for _ in range(rounds):
        counts = {**counts, **{key: max(counts.get(key, 0.0), OWN_WORDS) for key in own}}
        shares: dict[Key, float] = defaultdict(float)
        for way in ways:
            for key, share in _shared(way, counts).items():
                shares[key] += share
        counts = shares
    return counts


def _worth(reading: Reading) -> float:
    verb = WEIGHTS["verb"] if reading.is_verb else 0.0
    return sum(WEIGHTS[name] for name in reading.weights) + verb + price(reading.stem)


def _shared(way: Mapping[Key, float], counts: Mapping[Key, float]) -> dict[Key, float]:
    """One word, in parts that add up to 1."""
    worth = {key: value + log(max(counts.get(key, 1.0), 0.3)) for key, value in way.items()}
    most = max(worth.values(), default=0.0)
    parts = {key: exp((value - most) * _SHARPNESS) for key, value in worth.items()}
    whole = sum(parts.values())
    return {key: part / whole for key, part in parts.items()}


def written(counts: Mapping[Key, float]) -> str:
    """The file, in the order of the letters' code points."""
    stems = sorted({stem for stem, _ in counts})
    lines = (
        f"{stem} {counts.get((stem, False), 0):.1f} {counts.get((stem, True), 0):.1f}\n"
        for stem in stems
    )
    return _HEAD + "".join(lines)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sentences", type=Path, help="a .jsonl.gz file")
    parser.add_argument("--to", type=Path, default=LEARNED, help="the list to write")
    options = parser.parse_args(arguments)
    with gzip.open(options.sentences, "rt", encoding="utf-8") as lines:
        words = words_of(json.loads(line)["text"] for line in lines)
    counts = learn(words)
    options.to.write_text(written(counts), encoding="utf-8")
    sys.stdout.write(f"{len({stem for stem, _ in counts})} stems from {len(words)} words\n")


if __name__ == "__main__":
    main()
