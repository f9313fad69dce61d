"""When a story of a file is before readers, and how it stands afterwards."""

import datetime
from dataclasses import dataclass

from articles.models import BEFORE_PUBLICATION, FOREVER, Article

from .values import Bad

Status = Article.Status
GONE = (Status.WITHDRAWN, Status.KILLED)


@dataclass(frozen=True)
class Standing:
    """Aware datetimes; without `start` it was never out."""

    status: str
    start: datetime.datetime | None = None
    until: datetime.datetime = FOREVER
    updated: datetime.datetime | None = None
    warning: str = ""

    @property
    def is_out(self):
        """Before readers, now or later; what is over is not."""
        return self.status == Status.PUBLISHED

    def word(self, now):
        """For the report."""
        if self.status in GONE:
            return "withdrawn"
        if not self.is_out:
            return "drafts"
        return "scheduled" if self.start > now else "published"


def standing(record, as_, now):
    """What a record means at `now`. Raises Bad, with the field in front of the reason."""
    if as_ == "draft":
        over = record.status in (*GONE, Status.SPIKED) or _is_past(record.withdrawn_at, now)
        return Standing(Status.SPIKED if over else Status.DRAFT)
    start, end = record.published_at, record.withdrawn_at
    status = record.status or (Status.PUBLISHED if start else Status.DRAFT)
    if status == Status.PUBLISHED and start is None:
        return Standing(Status.DRAFT, warning="published_at is missing: it came in as a draft")
    if status in (*BEFORE_PUBLICATION, Status.SPIKED) and not (start and end):
        return Standing(status)
    if start is None:
        raise Bad("is needed: readers can have lost only what they had", "published_at")
    if status != Status.PUBLISHED or _is_past(end, now):
        end = end or now
        if end > now:
            raise Bad("lies in the future, and the story is said to be gone", "withdrawn_at")
        status = Status.WITHDRAWN if status == Status.PUBLISHED else status
    if end and end <= start:
        raise Bad("does not come after published_at", "withdrawn_at")
    updated = max(record.updated_at or start, start)
    if updated > max(start, now):
        raise Bad("lies in the future", "updated_at")
    return Standing(status, start, end or FOREVER, updated)


def _is_past(moment, now):
    return moment is not None and moment <= now
