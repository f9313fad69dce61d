"""Judge the stemmer: pairs of forms of the treebank, pairs by hand, speed, memory, size.

    git clone https://github.com/UniversalDependencies/UD_Kazakh-KTB
    python -m newsroom.languages.kazakh.evaluate UD_Kazakh-KTB tests/languages/kazakh_pairs.tsv

Two forms belong together when the treebank gives them one lemma; a stemmer puts them together when
it gives them one key. Precision, recall and F1 are over all pairs of different forms. `held out`
are the pairs that touch the fifth of the lemmas on which nothing was tuned (`treebank.py`).
"""

import argparse
import csv
import sys
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time

from newsroom.languages.kazakh import stem_kk, treebank
from newsroom.languages.kazakh.endings import endings
from newsroom.languages.kazakh.stems import known_stems
from newsroom.languages.search_keys import alternatives, keys
from newsroom.languages.slugs import slugify
from newsroom.languages.words import tokenise

CANDIDATES: dict[str, Callable[[str], str]] = {
    "no stemming": str,
    "first 5 letters": lambda word: word[:5],
    "ours": stem_kk,
}

# How a reader without a Kazakh keyboard types a word.
_RUSSIAN_KEYBOARD = str.maketrans("әғқңөұүһі", "агкноуухи")
TYPED: dict[str, Callable[[str], str]] = {
    "on a Russian keyboard": lambda word: word.translate(_RUSSIAN_KEYBOARD),
    "in Latin": slugify,
}


def stems_of(text: str) -> set[str]:
    """The stems of the words in a text."""
    return {keys(word.text, "kk").stem for word in tokenise(text)}


def judged_pairs(file: Path) -> list[tuple[dict[str, str], bool, bool]]:
    """Each row of the list by hand, and whether either side is right: what must meet, what not."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    found = []
    for row in rows:
        word, friend = stems_of(row["word"]), stems_of(row["must_match"])
        stranger = stems_of(row["must_not_match"])
        found.append((row, bool(word & friend), not stranger & (word | friend)))
    return found


def _treebank_lines(folder: Path) -> Iterable[str]:
    lemmas = treebank.read(folder)
    true, held_out = treebank.true_pairs(lemmas), treebank.held_out_forms(lemmas)
    yield f"{len(lemmas):,} forms, {len(true):,} true pairs"
    yield f"{'':16} {'whole: P':>9} {'R':>6} {'F1':>6} {'held out: P':>13} {'R':>6} {'F1':>6}"
    for name, stem in CANDIDATES.items():
        found = treebank.found_pairs(lemmas, _by_halves(stem))
        whole = treebank.score(true, found)
        fifth = treebank.score(
            treebank.touching(true, held_out), treebank.touching(found, held_out)
        )
        yield (
            f"{name:16} {whole.precision:9.3f} {whole.recall:6.3f} {whole.f1:6.3f} "
            f"{fifth.precision:13.3f} {fifth.recall:6.3f} {fifth.f1:6.3f}"
        )
    words = sorted({half for form in lemmas for half in form.split("-")})
    for name, typed in TYPED.items():
        met = sum(alternatives(typed(word)).met_by(keys(word, "kk")) is not None for word in words)
        yield f"typed {name}: {met / len(words):.1%} of {len(words):,} forms find themselves"
    yield f"{_words_per_second(words):,.0f} new words a second"


def _by_halves(stem: Callable[[str], str]) -> Callable[[str], str]:
    return lambda form: "-".join(map(stem, form.split("-")))


def _words_per_second(words: list[str]) -> float:
    """Of one process, by processor time; every word is new."""
    started = process_time()
    for word in words:
        stem_kk(word)
    return len(words) / (process_time() - started)


def _memory() -> int:
    """Bytes that the tables take, and the cache of keys when it is full."""
    for loaded in (endings, known_stems, keys):
        loaded.cache_clear()
    tracemalloc.start()
    for number in range(keys.cache_parameters()["maxsize"]):
        keys(f"сөз{number}дерінің", "kk")
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("treebank", type=Path, help="the folder with its .conllu files")
    parser.add_argument("pairs", type=Path, help="tests/languages/kazakh_pairs.tsv")
    options = parser.parse_args(arguments)
    for line in _treebank_lines(options.treebank):
        sys.stdout.write(f"{line}\n")
    judged = judged_pairs(options.pairs)
    meeting = sum(meets for _, meets, _ in judged)
    apart = sum(parted for _, _, parted in judged)
    sys.stdout.write(f"pairs by hand: {meeting} of {len(judged)} meet, {apart} keep apart\n")
    for row, meets, parted in judged:
        if not (meets and parted):
            told = "not met" if not meets else "not kept apart"
            sys.stdout.write(f"  {' '.join(row.values())}: {told}\n")
    files = Path(__file__).parent.rglob("*")
    size = sum(file.stat().st_size for file in files if file.suffix in {".py", ".txt"})
    sys.stdout.write(f"memory {_memory() / 1e6:.1f} MB, installed {size / 1e3:.0f} KB\n")


if __name__ == "__main__":
    main()
