"""What an export says of a story: which of its texts, and how it stands."""

import datetime
from dataclasses import dataclass

from articles.models import BEFORE_PUBLICATION, FOREVER, Article

Status = Article.Status


@dataclass(frozen=True)
class Out:
    """`text` is the article itself or one of its editions; moments are aware datetimes or None."""

    text: object
    status: str
    start: datetime.datetime | None = None
    updated: datetime.datetime | None = None
    until: datetime.datetime | None = None
    leaves_out: bool = False  # a newer text of the desk, or a change that is still to come


def out_of(article, editions, now):
    """`editions` are the article's, in the order of their moments."""
    over = [one for one in editions if one.live_until <= now]
    live = [one for one in editions if one.live_from <= now < one.live_until]
    coming = [one for one in editions if one.live_from > now]
    if live or (coming and not over):
        text = (live or coming)[0]
        rest = coming[not live :]
        # what follows without a gap is an update; its end is the end that was planned
        last = rest[-1] if rest and rest[-1].live_from == text.live_until else text
        return Out(
            text,
            Status.PUBLISHED,
            text.first_published_at,
            text.updated_at,
            last.live_until if last.live_until < FOREVER else None,
            leaves_out=bool(rest) or text.edit_no != article.edit_no,
        )
    if over:
        gone = Status.WITHDRAWN if article.status == Status.PUBLISHED else article.status
        last = over[-1]
        return Out(
            article,
            gone,
            last.first_published_at,
            last.updated_at,
            last.live_until,
            leaves_out=bool(coming),
        )
    known = (*BEFORE_PUBLICATION, Status.SPIKED)
    return Out(article, article.status if article.status in known else Status.DRAFT)
