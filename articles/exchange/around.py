"""What the lines of a batch speak of and is here already: one query of a kind."""

import html
import re
from dataclasses import dataclass, field

from articles.addresses import old_path
from articles.models import Article, Redirect, ShortLink, Story
from articles.models.names import RESERVED
from newsroom import languages

AT_ONCE = 10_000  # values asked for; SQLite takes 32,766
_TAG = re.compile(r"<(?:figure|aside)\b[^>]*>", re.IGNORECASE)
_NAMED = re.compile(
    r"""data-(photo|gallery|article)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)


def named_in(body):
    """What the objects of a body name: (files of photos, external ids of stories)."""
    files, stories = {}, {}
    for tag in _TAG.findall(body):
        for kind, *values in _NAMED.findall(tag):
            value = html.unescape("".join(values))
            if kind.lower() == "article":
                stories[value] = True
            else:
                files |= dict.fromkeys(_files(kind, value), True)
    return list(files), list(stories)


def with_ids(body, photos, stories):
    """The body with ids in place of names: by {file: id} and {external id: id}."""

    def attribute(match):
        kind = match[1].lower()
        value = html.unescape(match[2] or match[3] or match[4] or "")
        known = stories if kind == "article" else photos
        names = [value] if kind == "article" else _files(kind, value)
        return f'data-{kind}="{",".join(str(known.get(name, "")) for name in names)}"'

    return _TAG.sub(lambda tag: _NAMED.sub(attribute, tag[0]), body)


def _files(kind, value):
    names = value.split(",") if kind.lower() == "gallery" else [value]
    return [name.strip() for name in names if name.strip()]


@dataclass
class Around:
    here: dict = field(default_factory=dict)  # external id → number
    groups: dict = field(default_factory=dict)  # name → (story's id, languages it has)
    numbers: set = field(default_factory=set)
    codes: set = field(default_factory=set)
    paths: set = field(default_factory=set)  # old ones that lead somewhere already


def around(stories):
    """`stories`: records. References count as well as the stories themselves."""
    asked = {one.external_id for one in stories}
    for one in stories:
        asked.update(one.related)
        asked.update(named_in(one.body_html)[1])
    found = Around(here=numbers_of(asked))
    groups = {one.group for one in stories} - {""}
    for name, pk, code in _rows(Story, "group", groups, "pk", "articles__language"):
        found.groups.setdefault(name, (pk, set()))[1].add(code)
    numbers = {one.number for one in stories} - {None}
    found.numbers = {pk for (pk,) in _rows(Article, "pk", numbers)}
    codes = {one.short_code for one in stories} - {""}
    found.codes = {code for (code,) in _rows(ShortLink, "code", codes)}
    paths = {path for one in stories for path in paths_of(one)[0]}
    found.paths = {path for (path,) in _rows(Redirect, "old_path", paths)}
    return found


def numbers_of(external_ids):
    """{external id: number} of those that are here."""
    return dict(_rows(Article, "external_id", external_ids, "pk"))


def _rows(model, column, values, *more):
    """(column, *more) of the rows whose `column` is among `values`: a query for every 10,000."""
    values = sorted(values)
    for start in range(0, len(values), AT_ONCE):
        rows = model.objects.filter(**{f"{column}__in": values[start : start + AT_ONCE]})
        yield from rows.values_list(column, *more)


def paths_of(record):
    """The old addresses of a story in their one form, and what is wrong with others."""
    paths, bad = {}, []
    for text in [record.old_address, *record.old_addresses]:
        if text:
            try:
                paths[old_path(text)] = True
            except ValueError as fault:
                bad.append(f"{text[:100]}: {fault}")
    return list(paths), bad


def is_ours(path, sections):
    """Whether a page of this site answers at the path, so that no redirect is ever asked.

    `sections(language)` are the slugs there are.
    """
    first, _slash, rest = path.strip("/").partition("/")
    code = languages.LANGUAGES[0]
    if first in languages.LANGUAGES[1:]:
        code, (first, _slash, rest) = first, rest.partition("/")
    if "?" in path:
        return False
    return not first or first in RESERVED or (not rest and first in sections(code))
