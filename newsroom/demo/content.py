"""The demo newsroom as written down in `content/`: read into plain dictionaries.

`shared.toml` says what is filed where; `<language>/site.toml` holds what the site says of itself;
every other `<language>/<story>.toml` is the text of one story in that language. A tilde in a text
stands for a non-breaking space, which nobody could see otherwise.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from newsroom import languages

FOLDER = Path(__file__).parent / "content"
NBSP = "\u00a0"


@dataclass(frozen=True)
class Content:
    shared: dict  # sections, tags, credits, sources, authors, programmes, photos, users, stories
    sites: dict[str, dict]  # language → name, description, contacts, imprint, partners, pages
    texts: dict[str, dict]  # story → language → headline, standfirst, body, …


def read() -> Content:
    """Everything, stories in the order of `shared.toml`: oldest first."""
    shared = _parse(FOLDER / "shared.toml")
    sites, texts = {}, {name: {} for name in shared["stories"]}
    for language in languages.LANGUAGES:
        for path in sorted((FOLDER / language).glob("*.toml")):
            if path.stem == "site":
                sites[language] = _parse(path)
            else:
                texts[path.stem][language] = _parse(path)
    return Content(shared=shared, sites=sites, texts=texts)


def _parse(path):
    return _spaced(tomllib.loads(path.read_text("utf-8")))


def _spaced(value):
    if isinstance(value, str):
        return value.replace("~", NBSP).strip()
    if isinstance(value, list):
        return [_spaced(one) for one in value]
    if isinstance(value, dict):
        return {key: _spaced(one) for key, one in value.items()}
    return value
