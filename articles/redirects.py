"""Many old addresses at once, as when an old site moves in.

Each leads straight to where it ends: chains are folded, in the file and with what the table holds;
circles, addresses of living pages and lines that contradict each other are refused by name. The
rest is written in batches, each with its own row of the change log, so that a second run goes on
where a first was cut off, and changes nothing after one that was not.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.pagecache import changes

from . import paths
from .models import Article, Redirect
from .taken import Taken

BATCH = 1000  # rows looked up or written at once
SHOWN = 20  # rows a report keeps to show
ARTICLE = re.compile(r"article:\s*([0-9]{1,18})", re.IGNORECASE)


class Lead(NamedTuple):
    """An old address and where it leads, as written on a line of a file."""

    old: str
    new: str | int  # a path, a full address of this site, "article:7"; or the id of a story
    line: int = 1


class Fault(NamedTuple):
    line: int
    column: str  # "old", "new" or, where it is about the whole line, nothing
    reason: str


@dataclass
class Report:
    made: int = 0
    changed: int = 0
    same: int = 0  # as they were before
    folded: int = 0  # written or led on past addresses that only lead on themselves
    faults: list = field(default_factory=list)  # lines that were refused
    doubts: list = field(default_factory=list)  # lines that lead to where nothing answers now
    first: list = field(default_factory=list)  # (old, new) of some rows that are written


def lead_many(leads, *, dry_run=False):
    """Make every Lead a Redirect; returns a Report. With `dry_run` nothing is written.

    A Fault among `leads` (a line that could not be read) joins those of the report.
    """
    report, taken = Report(), Taken()
    wanted, lines = _read(leads, report.faults)
    _refuse_taken(wanted, lines, taken, report.faults)
    _name_stories(wanted, lines, taken, report.faults)
    ends = _Ends(wanted)
    for old in ends.circles():
        reason = _("It leads in a circle: %(way)s") % {"way": ends.way(old)}
        report.faults.append(Fault(lines[old], "new", reason))
    led = {old: ends.of(old) for old in wanted if ends.of(old) is not None}
    _doubt(led, lines, taken, report.doubts)
    for batch in _batches(led):
        _write(batch, led, wanted, report, dry_run=dry_run)
    report.faults.sort()
    return report


def lead(old, new):
    """As `lead_many`, for one. Raises ValueError with a reason if it is refused."""
    if faults := lead_many([Lead(old, new)]).faults:
        raise ValueError(faults[0].reason)


def target(text):
    """The path or, as a number, the story that `text` means. Raises ValueError with a reason."""
    if isinstance(text, int):
        return text
    text = text.strip()
    if story := ARTICLE.fullmatch(text):
        return int(story[1])
    host = paths.HOST.match(text)
    if host and host[0].rpartition("//")[2].lower() != urlsplit(settings.SITE_URL).netloc.lower():
        raise ValueError(_("It is on another site; a redirect leads to a page of this one."))
    return paths.old_path(text)


def _read(leads, faults):
    """({old path: target}, {old path: line})."""
    wanted, lines = {}, {}
    for one in leads:
        if isinstance(one, Fault):
            faults.append(one)
            continue
        column = "old"
        try:
            old = paths.old_path(one.old)
            column = "new"
            new = target(one.new)
        except ValueError as fault:
            faults.append(Fault(one.line, column, str(fault)))
            continue
        if old in wanted:
            reason = _("The same old address stands on line %(line)s.") % {"line": lines[old]}
            faults.append(Fault(one.line, "old", reason))
            continue
        wanted[old], lines[old] = new, one.line
    return wanted, lines


def _refuse_taken(wanted, lines, taken, faults):
    for batch in _batches(wanted):
        for old in taken.answered(batch):
            reason = _("A page of this site answers there; the redirect would never be used.")
            faults.append(Fault(lines[old], "old", reason))
            del wanted[old]


def _name_stories(wanted, lines, taken, faults):
    """A story is led to by its id, so that a later change of its address costs no second hop."""
    for batch in _batches(wanted):
        stories = taken.stories({wanted[old] for old in batch if isinstance(wanted[old], str)})
        ids = {wanted[old] for old in batch if isinstance(wanted[old], int)}
        known = set(Article.objects.filter(pk__in=ids).values_list("pk", flat=True))
        for old in batch:
            new = wanted[old] = stories.get(wanted[old], wanted[old])
            if isinstance(new, int) and new not in known and new not in stories.values():
                faults.append(Fault(lines[old], "new", _("There is no such story.")))
                del wanted[old]


class _Ends:
    """Where each wanted address ends, past all that only lead on: in `wanted` and in the table."""

    def __init__(self, wanted):
        self.wanted = wanted
        self.steps = {**self._of_table(), **wanted}
        self.ends = {}  # old path: where it ends, None for a circle

    def _of_table(self):
        """{old path: target} of the rows that the wanted lead on to, however far."""
        steps, seen = {}, set()
        ahead = {new for new in self.wanted.values() if isinstance(new, str)}
        while ahead := ahead - seen:
            seen |= ahead
            rows = {}
            for batch in _batches(sorted(ahead)):
                spelt = [one for path in batch for one in paths.spellings(path)]
                rows.update(_targets(Redirect.objects.filter(old_path__in=spelt)))
            steps.update(rows)
            ahead = {new for new in rows.values() if isinstance(new, str)}
        return steps

    def next(self, new):
        """The old address by which `new` leads on; None where it is the end."""
        if isinstance(new, int):
            return None
        return next((one for one in paths.spellings(new) if one in self.steps), None)

    def of(self, old):
        passed = {}  # in order
        while old not in self.ends:
            if old in passed:
                self.ends[old] = None
                break
            passed[old] = None
            new = self.steps[old]
            if (further := self.next(new)) is None:
                self.ends[old] = new
                break
            old = further
        self.ends.update(dict.fromkeys(passed, self.ends[old]))
        return self.ends[old]

    def circles(self):
        return [old for old in self.wanted if self.of(old) is None]

    def way(self, old):
        """`/a/ → /b/ → /a/`, not all of it if it is long."""
        way = [old]
        while way.count(way[-1]) == 1 and len(way) < 6:
            way.append(self.next(self.steps[way[-1]]))
        return " → ".join(way) + ("" if way.count(way[-1]) > 1 else " → …")


def _doubt(led, lines, taken, doubts):
    for batch in _batches(led):
        ends = {led[old] for old in batch if isinstance(led[old], str)}
        ends -= taken.answered(ends)
        for old in batch:
            if led[old] in ends:
                reason = _("Nothing answers at %(path)s now.") % {"path": led[old]}
                doubts.append(Fault(lines[old], "new", reason))
    doubts.sort()


def _write(batch, led, wanted, report, *, dry_run):
    """The rows of a batch of old addresses, and the rows that led to these before."""
    before = _targets(Redirect.objects.filter(old_path__in=batch))
    rows = {old: led[old] for old in batch if before.get(old) != led[old]}
    report.made += sum(old not in before for old in rows)
    report.changed += sum(old in before for old in rows)
    report.same += len(batch) - len(rows)
    passed_on = _passed_on(batch, led)
    report.folded += sum(led[old] != wanted[old] for old in rows) + len(passed_on)
    rows |= passed_on
    report.first += list(rows.items())[: SHOWN - len(report.first)]
    if rows and not dry_run:
        with transaction.atomic():
            _upsert(rows)
            changes.log(["redirects"])


def _passed_on(batch, led):
    """{old path: end} of other rows of the table that led to one of `batch`."""
    batch = set(batch)
    spelt = {one for old in batch for one in paths.spellings(old)}
    found = {}
    for old, new in _targets(Redirect.objects.filter(new_path__in=spelt)).items():
        onto = next((one for one in paths.spellings(new) if one in led), None)
        if old not in led and onto in batch:
            found[old] = led[onto]
    return found


def _upsert(rows):
    Redirect.objects.bulk_create(
        [
            Redirect(old_path=old, article_id=new)
            if isinstance(new, int)
            else Redirect(old_path=old, new_path=new)
            for old, new in rows.items()
        ],
        update_conflicts=True,
        unique_fields=["old_path"],
        update_fields=["new_path", "article", "search_text"],
    )


def _targets(rows):
    """{old path: target} of rows of the table."""
    found = rows.order_by().values_list("old_path", "new_path", "article_id")
    return {old: new if article is None else article for old, new, article in found}


def _batches(addresses):
    addresses = list(addresses)
    for start in range(0, len(addresses), BATCH):
        yield addresses[start : start + BATCH]
