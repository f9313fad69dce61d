"""From a checked record to a story that is ready to be written, or the reasons why it is not.

The same checks as at the desk: its rights, its body cleaning, its publish gate.
"""

import re
from dataclasses import dataclass, field
from html import escape

from articles import body, gate, rights
from articles.desk import DESK_ONLY
from articles.links import shown
from articles.models import Article
from articles.models.copy import StoryCopy

from . import around, awaiting
from .moments import GONE, Standing, standing
from .records import Fault, Picture
from .values import Bad

_ENTITY = re.compile(r"&(?:#[0-9]{1,6}|#x[0-9a-f]{1,6}|amp|quot|nbsp|lt|gt|laquo|raquo);", re.I)


@dataclass
class Plan:
    """`article` is unsaved and has no number yet; its body names stories by places."""

    line: int
    record: object
    article: Article
    standing: Standing
    sources: list = field(default_factory=list)  # (row, address)
    authors: list = field(default_factory=list)  # rows, stored or not
    tags: list = field(default_factory=list)
    photos: list = field(default_factory=list)  # ids
    refs: list = field(default_factory=list)  # external ids in the body, by place
    paths: list = field(default_factory=list)
    number: int | None = None  # asked for and free
    code: str = ""
    notes: list = field(default_factory=list)  # corrections, not stored yet


class Planner:
    """Of one batch. `report` gets what is wrong; a story with a fault has no plan."""

    def __init__(self, run, report, known):
        self.run, self.report, self.known = run, report, known

    def plan(self, line, record):
        """A Plan; None for a story that is here already or does not come in."""
        self.line, self.record, self.bad = line, record, []
        if self._is_known():
            return None
        stands = self._asked(lambda: standing(record, self.run.as_, self.run.now))
        article = Article(
            external_id=record.external_id,
            status=Article.Status.DRAFT,
            created_by=self.run.by,
            **{name: getattr(record, name) for name in [*PLAIN, *DESK_ONLY]},
        )
        plan = Plan(line, record, article, stands)
        self._name(plan)
        self._check_group()
        if record.external_id in record.related:
            self.bad.append(("related", "names the story itself"))
        if stands:
            self._check_rights(article, stands)
        if not self.bad:
            self._show(plan)
        if not self.bad:
            self._check_gate(plan)
        if not self.bad:
            self._keep_video(article)
        if not self.bad:
            self._address(plan)
            return plan
        for where, reason in self.bad:
            self.report.fault(Fault(line, where, reason, record.external_id))
        return None

    def _is_known(self):
        name = self.record.external_id
        first = self.run.seen.first("id", name, self.line)
        if first != self.line:
            fault = f"is that of line {first} already"
            self.report.fault(Fault(self.line, "external_id", fault, name))
            return True
        if name in self.known.here:
            self.report.count["here"] += 1
            return True
        return False

    def _asked(self, question, where=""):
        """The answer to a question that may raise Bad, which is noted."""
        try:
            return question()
        except Bad as bad:
            self.bad.append((where or bad.inside, bad.reason))

    def _warn(self, where, reason):
        self.report.warn(Fault(self.line, where, reason, self.record.external_id))

    def _name(self, plan):
        """Find or make what the story is filed under and comes from."""
        record, names, code = self.record, self.run.names, self.record.language
        if record.section:
            section = plan.article.section = names.find("section", record.section, code)
            if not section:
                known = names.sections(code)
                self.bad.append(("section", f"is unknown: {record.section} (known: {known})"))
        wanted = [("tag", "tags", name) for name in record.tags]
        wanted += [("author", "authors", name) for name in record.authors]
        wanted += [("source", "sources", link.name) for link in record.sources]
        wanted += [("programme", "programme", name) for name in [record.programme] if name]
        new = {kind: where for kind, where, name in wanted if not names.find(kind, name, code)}
        by = self.run.by
        for kind, where in new.items():
            if by and not by.has_perm(f"articles.add_{kind}"):
                self.bad.append((where, f"{by} may not make a new {kind}"))
        self.wanted = wanted

    def _made(self, plan):
        """The names of the story as rows, made where they are new: it does come in."""
        names, code = self.run.names, self.record.language
        rows = {"tag": [], "author": [], "source": [], "programme": []}
        for kind, _where, name in self.wanted:
            row = names.find(kind, name, code) or names.make(kind, name, code)
            rows[kind].append(row)
        addresses = [link.url for link in self.record.sources]
        plan.sources = _once(zip(rows["source"], addresses, strict=True), key=lambda one: one[0])
        plan.authors, plan.tags = _once(rows["author"]), _once(rows["tag"])
        if rows["programme"]:
            plan.article.programme = rows["programme"][0]

    def _check_group(self):
        record = self.record
        if not record.group:
            return
        what = f"{record.language} {record.group}"
        first = self.run.seen.first("version", what, self.line)
        _story, has = self.known.groups.get(record.group, (None, ()))
        if first != self.line or record.language in has:
            where = f" in line {first}" if first != self.line else ""
            self.bad.append(("group", f"has a story in {record.language} already{where}"))

    def _check_rights(self, article, stands):
        verbs = ["write"]
        if stands.start:
            verbs += ["publish"]
        if stands.status in GONE:
            verbs += ["kill" if stands.status == Article.Status.KILLED else "withdraw"]
        for verb in verbs:
            if self.run.by and not rights.may(self.run.by, verb, article):
                self.bad.append(("section", f"{self.run.by} may not {verb} this story"))
                return

    def _show(self, plan):
        """Photos into the library, then the body with their ids."""
        record, article = self.record, plan.article
        files, plan.refs = around.named_in(record.body_html)
        details = {one.file: one for one in record.photos}
        photos = {}
        for where, picture in (("photo", record.photo), ("poster", record.poster)):
            if picture:
                photo = self._photo(where, picture)
                setattr(article, "lead_photo" if where == "photo" else where, photo)
        if record.photo:
            article.lead_caption = record.photo.caption
        for name in dict.fromkeys([*details, *files]):
            photos[name] = self._photo("photos", details.get(name) or Picture(name))
        if self.bad:
            return
        ids = {name: photo.pk for name, photo in photos.items()}
        if long := next((name for name in plan.refs if len(name) > 200), None):
            self.bad.append(("body_html", f"data-article is no external id: {long[:100]}"))
            return
        places = {name: awaiting.place(number) for number, name in enumerate(plan.refs)}
        html = record.body_html or _paragraphs(record.body_text)
        try:
            article.body = body.clean_html(around.with_ids(html, ids, places))
        except body.BodyTooLarge as large:
            self.bad.append(("body_html" if record.body_html else "body_text", str(large)))
        self.photos = {photo.pk: photo for photo in photos.values()}
        self.objects = body.objects(article.body)
        plan.photos = sorted(shown(article, self.objects))

    def _photo(self, where, picture):
        return self._asked(lambda: self.run.pictures.take(picture, self.record.language), where)

    def _check_gate(self, plan):
        """The publish gate for what readers will see; the rest needs an address at least."""
        record, article = self.record, plan.article
        if record.video_file:
            article.video_file = record.video_file
        known = {
            "has_source": bool(record.sources),
            "objects": self.objects,
            "body_photos": self.photos,
            "unknown_objects": [],
            "at": max(plan.standing.start or self.run.now, self.run.now),
        }
        if plan.standing.is_out:
            found = gate.blockers(article, **known)
        elif plan.standing.start:
            draft = gate.Draft(article, **known)
            found = [*gate.has_section_in_its_language(draft), *gate.is_no_practice(draft)]
        else:
            return
        self.bad += [(FIELDS.get(one.field, one.field), str(one.sentence)) for one in found]

    def _keep_video(self, article):
        """Last of all: it may be large, and a story that is refused leaves none behind."""
        name = self.record.video_file
        video = name and self._asked(lambda: self.run.pictures.video(name), "video_file")
        if video:
            with video:
                if not self.run.dry_run:
                    article.video_file.save(name, video, save=False)
                    self.run.videos.append(article.video_file)

    def _address(self, plan):
        """Number, short code and old addresses, those of them that are free; and the names."""
        record, known, seen = self.record, self.known, self.run.seen
        self._made(plan)
        plan.number = self._free("number", record.number, known.numbers)
        plan.code = self._free("short_code", record.short_code, known.codes) or ""
        paths, bad = around.paths_of(record)
        for reason in bad:
            self._warn("old_addresses", reason)
        for path in paths:
            first = seen.first("path", path, self.line)
            if first != self.line or path in known.paths:
                whose = f"that of line {first}" if first != self.line else "another story's"
                self._warn("old_addresses", f"{path}: is {whose} already")
            elif around.is_ours(path, lambda code: self.run.names.shelves["section"].by_slug[code]):
                self._warn("old_addresses", f"{path}: a page of this site answers there")
            else:
                plan.paths.append(path)
        for name in ("headline", "short_headline", "standfirst"):
            if entity := _ENTITY.search(getattr(record, name)):
                self._warn(name, f"holds {entity[0]}, which readers will see as it stands")
        if plan.standing.warning:
            self._warn("status", plan.standing.warning)

    def _free(self, where, asked, taken):
        if not asked:
            return None
        first = self.run.seen.first(where, asked, self.line)
        if first == self.line and asked not in taken:
            return asked
        self._warn(where, f"{asked} is taken; the story gets another one")
        return None


PLAIN = [
    field.name
    for field in StoryCopy._meta.local_fields
    if field.name not in "section body lead_photo lead_caption poster programme video_file".split()
]
FIELDS = {"lead_photo": "photo", "body": "body_html"}  # of the form → of the file


def _paragraphs(text):
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{'<br>'.join(escape(block).split(chr(10)))}</p>" for block in blocks)


def _once(rows, key=lambda row: row):
    """Each row once; unsaved ones are told apart by what they are."""
    return list({id(key(row)): row for row in reversed(list(rows))}.values())[::-1]
