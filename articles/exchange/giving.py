"""Stories out, in the format of docs/exchange.md: what is given and taken in gives the same again.

Of a published story the text that readers have (or will) is given, of any other the desk's.
"""

import contextlib
import datetime
import gzip
import json
import os
from collections import Counter, defaultdict
from html import escape
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from articles import links
from articles.body.objects import OBJECT, photos_of
from articles.models import (
    Article,
    AttributionPhrase,
    AwaitedLink,
    Correction,
    Edition,
    Redirect,
    Step,
)
from newsroom import languages
from newsroom.photos.models import Photo

from . import awaiting
from .files import Files
from .names import MODELS, Names
from .out import out_of

AT_ONCE = 500  # stories


def give(path, *, progress=None):
    """Write all stories to `path` and their files beside it; returns a Counter of what was given.

    `progress(count)` is called now and then. The file is there only when it is whole.
    """
    path = Path(path)
    part = path.with_name(path.name + ".part")
    gift = Gift(path.parent, progress or (lambda count: None))
    with _at_one_moment(), _opened(part, is_packed=path.suffix == ".gz") as out:
        for record in gift.records():
            record = {name: one for name, one in record.items() if one not in (None, "", [], {})}
            line = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
            out.write(line.encode() + b"\n")
    os.replace(part, path)
    return gift.count


@contextlib.contextmanager
def _at_one_moment():
    """All queries see one and the same newsroom, and nobody waits for us."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # Django's own transactions take the pen at once
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


@contextlib.contextmanager
def _opened(part, *, is_packed):
    with open(part, "wb") as raw:
        if is_packed:
            with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
                yield packed
        else:
            yield raw
        raw.flush()
        os.fsync(raw.fileno())


class Gift:
    def __init__(self, folder, progress):
        self.folder, self.progress = folder, progress
        self.count = Counter()
        self.now = timezone.now()
        self.files = Files(folder)

    def records(self):
        """Names first; then story by story, each photo before the first that shows it."""
        self.names = Names()
        self.called = {}
        self.given_photos = {}  # id → file, or None where the file is missing
        for kind in MODELS:
            yield from self._name_records(kind)
        for articles in _chunks():
            yield from self._story_records(articles)
            self.progress(self.count)

    def _name_records(self, kind):
        shelf = self.names.shelves[kind]
        phrases = defaultdict(list)
        if kind == "source":
            rows = AttributionPhrase.objects.order_by("source", "language", "order", "pk")
            for row in rows:
                phrases[row.source_id].append({"language": row.language, "phrase": row.phrase})
        for row in shelf.rows:
            portrait = getattr(row, "portrait", None)
            if portrait:
                yield from self._photo_records([portrait.pk])
            self.count[kind] += 1
            yield {
                "type": kind,
                "name": _texts(row, "name"),
                "slug": _texts(row, "slug"),
                "intro": _texts(row, "intro"),
                "other_names": _other_names(row) if kind == "tag" else None,
                "order": getattr(row, "order", None) or None,
                "portrait": portrait and self.given_photos[portrait.pk],
                "kind": getattr(row, "kind", ""),
                "site_url": getattr(row, "site_url", ""),
                "contacts": getattr(row, "contacts", ""),
                "credit": _credit(getattr(row, "default_credit", None)),
                "phrases": phrases[row.pk],
            }

    def _photo_records(self, ids):
        """Of those that were not given yet."""
        new = [pk for pk in ids if pk not in self.given_photos]
        rows = Photo.objects.select_related("credit").in_bulk(new)
        for pk in new:
            photo = rows.get(pk)
            file = photo and self.files.copy("photos", photo.original, photo.sha256)
            self.given_photos[pk] = file
            if not file:
                self.count["missing files"] += 1
                continue
            self.count["photos"] += 1
            focal = [photo.focal_x, photo.focal_y]
            yield {
                "type": "photo",
                "file": file,
                "caption": photo.caption,
                "credit": _credit(photo.credit),
                "alt": _texts(photo, "alt"),
                "rights": photo.rights,
                "focal": focal if focal != [0.5, 0.5] else [],
            }

    def _story_records(self, articles):
        around = Around(articles, self.now)
        for article in articles:
            out = around.outs[article.pk]
            if article.is_embargoed(self.now) and not _is_before_readers(out.text, self.now):
                self.count["embargoed"] += 1
                continue
            yield from self._photo_records(sorted(links.shown(out.text)))
            self.count["stories"] += 1
            self.count["left out"] += out.leaves_out
            yield self._story(article, out, around)

    def _story(self, article, out, around):
        text, ties, code = out.text, around.links_of(out), out.text.language
        link = getattr(article, "short_link", None)
        return {
            "external_id": article.external_id,
            "number": article.pk,
            "group": around.groups.get(article.story_id),
            "language": code,
            "kind": str(text.kind),
            "status": str(out.status),
            "headline": text.headline,
            "short_headline": text.short_headline,
            "standfirst": text.standfirst,
            "body_html": self._body(text.body, around.stories),
            "slug": text.slug,
            "short_code": link.code if link else "",
            "section": self._name("section", text.section_id, code),
            "tags": [self._name("tag", pk, code) for pk in ties.tags],
            "authors": [self._name("author", pk, code) for pk in ties.authors],
            "sources": [_source(self._name("source", pk, code), url) for pk, url in ties.sources],
            "own_reporting": text.own_reporting or None,
            "photo": self._picture(text.lead_photo_id, text.lead_caption),
            "related": around.related(article, ties),
            "published_at": _moment(out.start),
            "updated_at": _moment(out.updated if out.updated != out.start else None),
            "withdrawn_at": _moment(out.until),
            "public_reason": around.reasons.get(article.pk, "") if out.until else "",
            "old_addresses": sorted(around.paths[article.pk]),
            "label": text.label,
            "paid_by": text.paid_by,
            "is_quiet": text.is_quiet or None,
            "is_flash": text.is_flash or None,
            "embargoed_until": _moment(article.embargoed_until),
            "minors": article.minors or None,
            "legal_risk": article.legal_risk or None,
            "is_practice": article.is_practice or None,
            "corrections": around.corrections[article.pk],
            "urgent": text.urgent or None,
            "is_lead": text.is_lead or None,
            "pinned_until": _moment(text.pinned_until),
            "video_url": text.video_url,
            "video_file": self.files.copy("videos", text.video_file) if text.video_file else "",
            "video_seconds": text.video_seconds,
            "poster": self._picture(text.poster_id),
            "programme": self._name("programme", text.programme_id, code),
            "aired_on": text.aired_on and text.aired_on.isoformat(),
        }

    def _name(self, kind, pk, language):
        """What calls a row unmistakably: its name, or a slug where the name means another too."""
        key = kind, pk, language
        if pk and key not in self.called:
            shelf = self.names.shelves[kind]
            row = shelf.row(pk)
            codes = [language, *(code for code in languages.LANGUAGES if code != language)]
            texts = [row.name(code) for code in codes] + [row.slug(code) for code in codes]
            clear = (text for text in texts if text and shelf.find(text, language) is row)
            self.called[key] = next(clear, str(row))
        return self.called[key] if pk else ""

    def _picture(self, pk, caption=""):
        file = pk and self.given_photos[pk]
        return {"file": file, **({"caption": caption} if caption else {})} if file else None

    def _body(self, html, stories):
        """With names in place of ids; what does not exist is left out."""
        html = OBJECT.sub(lambda match: self._object(match, stories), html)
        return "\n".join(line for line in html.split("\n") if line)

    def _object(self, match, stories):
        if match["article"]:
            name = stories.get(int(match["article"]))
            return f'<aside data-article="{escape(name)}"></aside>' if name else ""
        files = [file for pk in photos_of(match) if (file := self.given_photos.get(pk))]
        shown = f'data-embed="{match["embed"]}" ' if match["embed"] else ""
        if files:
            kind = "gallery" if len(files) > 1 else "photo"
            shown += f'data-{kind}="{",".join(files)}"'
        caption = f"<figcaption>{match['caption']}</figcaption>"
        return f"<figure {shown.strip()}>{caption}</figure>" if shown else ""


class Around:
    """What belongs to some articles, fetched together: a fixed number of queries."""

    def __init__(self, articles, now):
        mine = {"article__in": articles}
        editions = defaultdict(list)
        for edition in Edition.objects.filter(**mine).order_by("live_from"):
            editions[edition.article_id].append(edition)
        self.outs = {one.pk: out_of(one, editions[one.pk], now) for one in articles}
        texts = [out.text for out in self.outs.values()]
        self.desk = links.of_many([one for one in texts if isinstance(one, Article)])
        self.readers = links.of_editions([one for one in texts if isinstance(one, Edition)])
        self.paths, self.reasons, self.awaited = defaultdict(list), {}, defaultdict(list)
        for pk, path in Redirect.objects.filter(**mine).values_list("article_id", "old_path"):
            self.paths[pk].append(path)
        steps = Step.objects.filter(**mine, verb__in=["withdraw", "kill"]).order_by("at", "pk")
        self.reasons = dict(steps.values_list("article_id", "public_reason"))
        self.corrections = defaultdict(list)
        notes = Correction.objects.filter(**mine, edition__live_from__lte=now).order_by("at", "pk")
        for note in notes:
            told = {"kind": note.kind, "text": note.text, "at": _moment(note.at)}
            self.corrections[note.article_id].append(told)
        self._read_stories(articles, texts)
        self._read_groups(articles)

    def links_of(self, out):
        return (self.desk if isinstance(out.text, Article) else self.readers)[out.text.pk]

    def related(self, article, ties):
        names = [self.stories[pk] for pk in ties.related if pk in self.stories]
        for link in self.awaited[article.pk]:
            names.insert(link.order, link.external_id)
        return names

    def _read_stories(self, articles, texts):
        """External ids of all that the texts name, by number or by place."""
        ids = {int(match["article"]) for one in texts for match in OBJECT.finditer(one.body)
               if match["article"]}  # fmt: skip
        for ties in (*self.desk.values(), *self.readers.values()):
            ids.update(ties.related)
        rows = Article.objects.filter(pk__in=ids)
        self.stories = dict(rows.values_list("pk", "external_id"))
        for link in AwaitedLink.objects.filter(article__in=articles).order_by("order", "pk"):
            if link.order is None:
                self.stories[awaiting.place(link.pk)] = link.external_id
            else:
                self.awaited[link.article_id].append(link)

    def _read_groups(self, articles):
        """The group of a story, or the name of its first version where it has several."""
        versions = defaultdict(list)
        rows = Article.objects.filter(story__in={one.story_id for one in articles}).order_by("pk")
        for story, group, name in rows.values_list("story_id", "story__group", "external_id"):
            versions[story].append((group, name))
        self.groups = {
            story: some[0][0] or (some[0][1] if len(some) > 1 else "")
            for story, some in versions.items()
        }


def _is_before_readers(text, now):
    return isinstance(text, Edition) and text.live_from <= now


def _chunks():
    last = 0
    while True:
        rows = Article.objects.filter(pk__gt=last).select_related("short_link").order_by("pk")
        articles = list(rows[:AT_ONCE])
        if not articles:
            return
        yield articles
        last = articles[-1].pk


def _texts(row, field):
    texts = ((code, getattr(row, f"{field}_{code}")) for code in languages.LANGUAGES)
    return {code: text for code, text in texts if text}


def _other_names(tag):
    names = ((code, tag.aliases(code)) for code in languages.LANGUAGES)
    return {code: some for code, some in names if some}


def _credit(credit):
    return _texts(credit, "name") if credit else {}


def _source(name, url):
    return {"name": name, "url": url} if url else {"name": name}


def _moment(value):
    return value and value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
