"""Stories in: batch by batch, each whole or not at all."""

import itertools

from django.db import DatabaseError, OperationalError, connection, transaction
from django.utils import timezone, translation

from articles import rights
from newsroom.staff import audit

from . import records as kinds
from . import writing
from .around import around, numbers_of
from .names import MODELS, Names
from .pictures import Pictures, credit_named
from .planning import Planner
from .records import Fault, StoryRecord
from .report import MOST_KEPT, Report
from .seen import Seen
from .values import Bad

WORTH_ANALYSING = 1_000  # stories


def take(
    records,
    *,
    by=None,
    as_="draft",
    photos=None,
    batch=500,
    progress=None,
    dry_run=False,
    origin="",
):
    """Bring in what `records` holds: JSON values, Faults of lines that could not be read, Nones.

    `by` is the user whose rights count; None is the operator, who may everything. `as_` is "draft"
    or "published", `photos` the folder that file names start from, `origin` the file's name for
    the stories' history. `progress(report)` is called after every batch. Returns a Report; raises
    NotAllowed when `by` may write no story at all.
    """
    if by:
        rights.check(by, "write", None)
    if not dry_run:  # told before the first batch: whoever stops it has brought some in
        audit.note("file.brought", origin, by=by)
    with translation.override("en"):
        run = Run(by=by, as_=as_, photos=photos, dry_run=dry_run, origin=origin)
        lines = enumerate(records, 1)
        while some := list(itertools.islice(lines, batch)):
            run.take(some)
            if progress:
                progress(run.report)
        run.finish()
    return run.report


class Run:
    def __init__(self, *, by, as_, photos, dry_run, origin):
        self.by, self.as_, self.dry_run, self.origin = by, as_, dry_run, origin
        self.now = timezone.now()
        self.report = Report()
        self.seen = Seen()
        self.names = Names()
        self.pictures = Pictures(photos, by=by, dry_run=dry_run)
        self.videos = []  # files stored for the batch at hand

    def take(self, lines):
        """`lines` are (number, what it holds) pairs."""
        read = [(line, *self._read(line, value)) for line, value in lines]
        self.report.lines = lines[-1][0]
        for _line, _record, faults in read:
            for fault in faults:
                self.report.fault(fault)
        self._bring_in([(line, record) for line, record, _faults in read if record])

    def _read(self, line, value):
        if value is None:
            return None, []
        if isinstance(value, Fault):
            return None, [value]
        return kinds.read(value, line)

    def _bring_in(self, lines):
        """As one; where the database refuses that, line by line, so that only the culprit stays.

        A database that is gone, full or locked is another matter, and ends the run.
        """
        report = Report()
        try:
            self._write(lines, report)
        except OperationalError:
            self._forget()
            raise
        except DatabaseError as fault:
            self._forget()
            if len(lines) > 1:
                for one in lines:
                    self._bring_in([one])
            else:
                [(line, record)] = lines
                name = getattr(record, "external_id", "")
                reason = f"the database refused it: {fault}".strip()
                self.report.fault(Fault(line, "", reason, name))
        except BaseException:
            self._forget()
            raise
        else:
            self.videos = []
            self.report.add(report)

    def _write(self, lines, report):
        known = around([one for _line, one in lines if isinstance(one, StoryRecord)])
        planner, plans, made = Planner(self, report, known), [], self.pictures.made
        for line, record in lines:
            if isinstance(record, StoryRecord):
                plans.append(planner.plan(line, record))
            else:
                self._take_line(line, record, report)
        plans = [plan for plan in plans if plan]
        if self.dry_run:
            self._rehearse(plans, known)
        else:
            with transaction.atomic():
                writing.write(plans, self, known)
        report.count += self.names.stored()
        report.count["photos"] += self.pictures.made - made
        report.count["redirects"] += sum(len(plan.paths) for plan in plans)
        report.count.update(plan.standing.word(self.now) for plan in plans)

    def _take_line(self, line, record, report):
        """A line that is no story: a name or a photo."""
        [kind] = [name for name, one in kinds.TYPES.items() if one is type(record)]
        model = "photos.add_photo" if kind == "photo" else f"articles.add_{kind}"
        if self.by and not self.by.has_perm(model):
            report.fault(Fault(line, "type", f"{self.by} may not bring in a {kind}"))
            return
        try:
            bad = self._take_record(kind, record)
        except Bad as fault:
            bad = [("portrait" if kind == "author" else "file", fault.reason)]
        for where, reason in bad:
            report.fault(Fault(line, where, reason))

    def _take_record(self, kind, record):
        if kind not in MODELS:
            self.pictures.take_record(record)
            return []
        rows = {}
        if portrait := getattr(record, "portrait", ""):
            rows["portrait"] = self.pictures.take(kinds.Picture(portrait), "kk")
        if not self.dry_run and (credit := getattr(record, "credit", {})):
            rows["default_credit"] = credit_named(credit)
        return self.names.take(kind, record, **rows)

    def _rehearse(self, plans, known):
        for plan in plans:
            for name in [*plan.refs, *plan.record.related]:
                if name not in known.here:
                    self.seen.first("awaited", name, plan.line)

    def _forget(self):
        """What a batch that was rolled back has left outside of the database."""
        self.names.reload()
        for video in self.videos:
            video.storage.delete(video.name)
        self.videos = []

    def finish(self):
        missing = dict(self.seen.missing("awaited", of="id", most=MOST_KEPT))
        here = numbers_of(missing)
        for name, line in missing.items():
            if name not in here:
                reason = f"{name} is named and has not come in; it is shown when it does"
                self.report.warn(Fault(line, "related", reason))
        if self.report.stories >= WORTH_ANALYSING and not self.dry_run:
            analyse()


def analyse():
    """Tell the database how many rows there are now, or it goes on planning for few."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")
