"""What a reader typed, as groups of lexemes: a story must have one of each group."""

import re
from dataclasses import dataclass, field
from itertools import islice, pairwise

from newsroom import languages

from .lexemes import ANYWHERE, EXACT, FOLDED, of_pair, of_word

LONGEST = 200  # letters of a question; what follows is not read
MOST_WORDS = 10

_QUOTED = re.compile('«([^«»]*)»|[“„]([^“”„]*)[“”]|"([^"]*)"')


@dataclass(frozen=True)
class Question:
    """`words` in any form, `phrases` as they stand and in their order; all normalised."""

    text: str
    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    spelt: dict = field(default_factory=dict, compare=False)  # word → as it was typed

    def __bool__(self):
        return bool(self.words or self.phrases)

    def groups(self, language, kinds=FOLDED, where=ANYWHERE, tags=()):
        """`kinds`: the last of the kinds of keys that count.

        `tags`: for each group those whose names meet it, as `tagged.met` finds them.
        """
        found = []
        for word in self.words:
            wanted = languages.alternatives(word, (language,))[: kinds + 1]
            found.append(
                {
                    of_word(language, where, kind, key)
                    for kind, keys in enumerate(wanted)
                    for key in keys
                }
            )
        for phrase in self.phrases:
            found += [{of_word(language, where, EXACT, word)} for word in phrase]
            found += [{of_pair(*pair)} for pair in pairwise(phrase)]
        if where == ANYWHERE:
            for group, known in zip(found, tags, strict=False):
                group |= {tag for tag, kind in known.items() if kind <= kinds}
        return found

    def marks(self, word, language):
        """Whether a normalised word of a text in the language is one of those asked for."""
        keys = languages.keys(word, language)
        return any(word in phrase for phrase in self.phrases) or any(
            languages.alternatives(one, (language,)).met_by(keys) for one in self.words
        )


def read(text):
    """Never raises; cuts what is too long."""
    text = " ".join(text.replace("\0", " ")[:LONGEST].split())
    left, phrases, spelt = MOST_WORDS, [], {}

    def words_of(part):
        nonlocal left
        found = list(islice(languages.tokenise(part), left))
        left -= len(found)
        spelt.update((word.text, part[word.start : word.end]) for word in found)
        return tuple(word.text for word in found)

    for match in _QUOTED.finditer(text):
        if words := words_of(match[1] or match[2] or match[3] or ""):
            phrases.append(words)
    words = dict.fromkeys(words_of(_QUOTED.sub(" ", text)))
    return Question(text, tuple(words), tuple(phrases), spelt)
