"""Saved texts: compared with each other and with what readers have, and put back on the desk.

A snapshot (articles.desk.snapshot) may be older than the model: a field that it lacks has the
model's default, one that the model lacks is passed over, a row that was deleted is named.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsroom import languages
from newsroom.photos.models import Photo
from newsroom.staff import audit

from . import body, desk
from .comparing import Block, Row, compare_blocks, folded
from .models import COPIED, Article, Author, Source, Tag

# An old text put back says nothing of these: where the story stands, in which language, at which
# address. Nor does it touch articles.desk.DESK_ONLY: an embargo is not undone by an old text.
STAYS = {"language", "slug", "urgent", "is_lead", "pinned_until"}
LINKS = {"sources": Source, "authors": Author, "tags": Tag, "related": Article}


@dataclass
class Part:
    """A field or the links of a story, as rows of a comparison."""

    name: str
    label: str
    rows: list[Row]


def of_edition(edition):
    """The text that readers have (or will have), as a snapshot without the desk's own marks."""
    return {
        "fields": desk.fields(edition, COPIED),
        "sources": list(edition.source_links.values_list("source_id", "release_url")),
        "authors": list(edition.author_links.values_list("author_id", flat=True)),
        "tags": sorted(edition.tag_links.values_list("tag_id", flat=True)),
        "related": edition.related_ids,
    }


def compare(old, new) -> list[Part]:
    """What two snapshots say differently, in the order of the form. Eight queries at most."""
    old, new = desk.with_tags_of_today(old, new)
    names = _Names(old, new)
    parts = []
    for name in [*COPIED, *LINKS, *desk.DESK_ONLY]:
        if name in desk.DESK_ONLY and not ("desk" in old and "desk" in new):
            continue
        before, after = (names.blocks(snapshot, name) for snapshot in (old, new))
        if before != after:
            rows = folded(compare_blocks(before, after))
            parts.append(Part(name, names.label(name), rows))
    return parts


@transaction.atomic
def restore(article, revision, *, by, edit_no):
    """Put an old text into the desk's copy, as a new save; readers see nothing of it.

    Returns what is left out because it is no longer there: "photo: 12", … Raises what desk.write
    raises: StaleSave when the story was saved after `edit_no`, NotAllowed.
    """
    article = Article.objects.get(pk=article.pk)
    [old] = desk.with_tags_of_today(revision.snapshot)
    lost = list(_fill(article, old.get("fields", {})))
    unknown = body.unknown_objects(article.body)
    lost += map(str, unknown)
    article.body = body.without(article.body, unknown)
    links = {}
    for name, model in LINKS.items():
        links[name], gone = _rows(model, old.get(name, []))
        label = _Names.label(name)
        lost += [f"{label}: {pk}" for pk in gone]
    links["related"] = [target for target in links["related"] if target.pk != article.pk]
    desk.write(article, by=by, edit_no=edit_no, **links)
    if article.edit_no > edit_no:  # else that text stood there
        audit.note("article.restore", article, by=by)
    return lost


def _fill(article, values) -> Iterator[str]:
    """Set the fields; yields what cannot be set any more."""
    for name in COPIED:
        if name in STAYS:
            continue
        field = Article._meta.get_field(name)
        value = values.get(name, field.get_default())
        try:
            setattr(article, field.attname, _checked(field, value, article))
        except ValidationError:
            yield f"{capfirst(field.verbose_name)}: {value}"
            if field.blank or field.has_default():
                setattr(article, field.attname, field.get_default())


def _checked(field, value, article):
    """The value, as the model accepts it today; a file is accepted while it is there."""
    if not isinstance(field, models.FileField):
        return field.clean(value, article)
    if value and not field.storage.exists(value):
        raise ValidationError("")
    return value


def _rows(model, kept):
    """The rows of a snapshot's links, in its order, and the ids without a row."""
    ids = [link[0] if isinstance(link, list) else link for link in kept]
    known = model.objects.in_bulk(ids)
    rows = [
        (known[link[0]], link[1]) if isinstance(link, list) else known[link]
        for link, pk in zip(kept, ids, strict=True)
        if pk in known
    ]
    return rows, [pk for pk in ids if pk not in known]


class _Names:
    """What snapshots are made of, in the words of the desk; rows looked up once for all."""

    def __init__(self, *snapshots):
        self.known = {}
        for name in [*COPIED, *LINKS]:
            model = LINKS.get(name) or Article._meta.get_field(name).related_model
            if model:
                ids = {pk for snapshot in snapshots for pk, _more in self._ids(snapshot, name)}
                self.known.setdefault(model, set()).update(ids)
        for model, ids in self.known.items():
            rows = model.objects.for_cards() if model is Photo else model.objects.all()
            self.known[model] = rows.in_bulk([pk for pk in ids if isinstance(pk, int)])

    @staticmethod
    def label(name):
        if name in ("sources", "authors", "tags"):
            return capfirst(LINKS[name]._meta.verbose_name_plural)
        if name == "related":
            return capfirst(_("related stories"))
        return capfirst(Article._meta.get_field(name).verbose_name)

    def blocks(self, snapshot, name):
        """One block a row or a line; none where nothing is said."""
        field = None if name in LINKS else Article._meta.get_field(name)
        if field is None or field.related_model:
            model = LINKS.get(name) or field.related_model
            return [
                Block("row", " · ".join(filter(None, [self._named(model, pk), more])), str(pk))
                for pk, more in self._ids(snapshot, name)
            ]
        value = self._value(snapshot, field)
        if name == "body":
            return body.blocks(value or "")
        text = _shown(field, value)
        return [Block("line", line, line) for line in text.splitlines() if line.strip()]

    @staticmethod
    def _value(snapshot, field):
        values = snapshot.get("desk" if field.name in desk.DESK_ONLY else "fields", {})
        return values.get(field.name, field.get_default())

    def _ids(self, snapshot, name):
        """(id, address of the release or "") of the rows that a snapshot names."""
        if name in LINKS:
            links = snapshot.get(name, [])
            return [(link[0], link[1]) if isinstance(link, list | tuple) else (link, "")
                    for link in links]  # fmt: skip
        pk = self._value(snapshot, Article._meta.get_field(name))
        return [(pk, "")] if pk else []

    def _named(self, model, pk):
        if not isinstance(pk, int):
            return str(pk)  # a tag that is only typed yet
        if row := self.known[model].get(pk):
            return str(row)
        deleted = _("deleted")
        return f"№ {pk} ({deleted})"


def _shown(field, value):
    """A value of a field that is no row, in words."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField) and (moment := parse_datetime(str(value))):
        return languages.day_and_time(moment, get_language())
    return str(value)
