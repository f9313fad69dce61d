"""Words typed in two scripts at once: Аcтана with a Latin c.

Readers see nothing wrong, but search, slugs and screen readers do. Scripts are compared within
the parts of a word between hyphens, so COP29-дың and Tesla-ның are correct Kazakh. A word that is
wholly in the wrong script (СОР in Cyrillic for COP) cannot be told from its letters.
"""

import re
from collections.abc import Iterator

from newsroom.languages.letters import CYRILLIC, LATIN, TO_CYRILLIC, TO_LATIN, visible

# A run of letters, digits and accents; a hyphen, an underscore or an apostrophe ends it.
_PART = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")


def is_mixed_script(text: str) -> bool:
    """Whether any part of any word holds both Latin and Cyrillic letters."""
    text = visible(text)
    return _has_both(text) and any(_has_both(part) for part in _PART.findall(text))


def unmix_scripts(text: str) -> str:
    """Give every mixed part the script of most of its letters; at a tie, Cyrillic.

    Where a letter has no twin in that script, the other one is tried (Қoca is Қоса). Where that
    fails too, the mixture is meant (ҚазTV) and stays. All else is returned as it was.
    """
    if not _has_both(text):
        return text
    return _PART.sub(lambda match: _unmix(match[0]), text)


def mixed_parts(text: str) -> Iterator[tuple[int, int, str | None, tuple[int, ...]]]:
    """(start, end, mended, strangers) of every part that mixes scripts.

    `mended` is None where the mixture cannot be undone; `strangers` are the places, counted from
    `start`, of the letters that mending changes, else of the script that has fewer.
    """
    if not _has_both(text):
        return
    for match in _PART.finditer(text):
        part = match[0]
        if _has_both(part):
            mended: str | None = _unmix(part)
            if mended == part:
                mended = None
                few = min((LATIN, CYRILLIC), key=lambda script: len(script.findall(part)))
                strangers = [at for at, letter in enumerate(part) if few.match(letter)]
            else:
                pairs = zip(part, mended or "", strict=True)
                strangers = [at for at, (was, now) in enumerate(pairs) if was != now]
            yield match.start(), match.end(), mended, tuple(strangers)


def _has_both(text: str) -> bool:
    return bool(LATIN.search(text) and CYRILLIC.search(text))


def _unmix(part: str) -> str:
    latin, cyrillic = LATIN.findall(part), CYRILLIC.findall(part)
    if not latin or not cyrillic:
        return part
    choices = [(latin, TO_CYRILLIC), (cyrillic, TO_LATIN)]
    if len(latin) > len(cyrillic):
        choices.reverse()
    for strangers, twins in choices:
        if twins.keys() >= set(strangers):
            return "".join(twins.get(letter, letter) for letter in part)
    return part
