"""The rows of a batch of stories: the same as the verbs make, with one insert a table."""

from collections import defaultdict

from django.db import connection

from articles import desk, keys, links, publishing, steps
from articles.models import (
    FOREVER,
    Article,
    AwaitedLink,
    Correction,
    Edition,
    Redirect,
    ShortLink,
    Story,
)
from articles.search import index
from newsroom import languages
from newsroom.pagecache import changes
from newsroom.pagecache.models import Change
from newsroom.photos.models import file_keys

from . import awaiting
from .inserting import insert, insert_all

Status = Article.Status


def write(plans, run, known):
    """All or nothing, so in a transaction. The log of changes is written last."""
    touched = defaultdict(set)  # (kind, moment) → keys
    touched[Change.Kind.STALE, run.now] |= run.names.store()
    if any(plan.paths for plan in plans):
        touched[Change.Kind.STALE, run.now].add("redirects")
    if plans:
        _number(plans, known)
        _place_in_stories(plans, known)
        numbers = known.here | {plan.record.external_id: plan.article.pk for plan in plans}
        _refer(plans, numbers, run)
        _write_desk(plans, run)
        _write_editions(plans, run, touched)
        _write_addresses(plans)
        touched[Change.Kind.STALE, run.now] |= awaiting.arrive(
            {plan.record.external_id: plan.article.pk for plan in plans}, by=run.by
        )
        # last of all, since here one import may wait for another, or for somebody who publishes
        shown = [plan for plan in plans if plan.standing.start and plan.standing.until > run.now]
        index.put((plan.edition, plan.links) for plan in shown)
    for (kind, moment), some in sorted(touched.items()):
        if some:
            changes.log(some, kind=kind, due_at=moment)


def _number(plans, known):
    highest = max((plan.number or 0 for plan in plans), default=0)
    fresh = iter(fresh_numbers(Article, sum(plan.number is None for plan in plans), above=highest))
    for plan in plans:
        plan.article.pk = plan.number or next(fresh)


def fresh_numbers(model, count, *, above=0):
    """Ids that no row had and none will be given, all larger than `above`."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            [sequence] = cursor.fetchone()
            # nextval, and not setval: a colleague may be taking a number at this very moment
            cursor.execute(
                "SELECT max(nextval(%s)) FROM generate_series(1, %s - "
                f"(SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}))",
                [sequence, above],
            )
            cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [sequence, count])
            return [number for (number,) in cursor.fetchall()]
        # on SQLite the transaction holds the only pen, and the table keeps its own count
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = max((cursor.fetchone() or [0])[0], above)
        return range(last + 1, last + 1 + count)


def _place_in_stories(plans, known):
    """Each story in that of its group; the others in one of their own."""
    groups = {name: pk for name, (pk, _languages) in known.groups.items()}
    wanted = dict.fromkeys(plan.record.group for plan in plans if plan.record.group not in groups)
    made = [Story(group=name) for name in wanted if name]
    alone = [plan for plan in plans if not plan.record.group]
    stories = [*made, *(Story() for _plan in alone)]
    for story, pk in zip(stories, fresh_numbers(Story, len(stories)), strict=True):
        story.pk = pk
    insert_all(stories)
    groups |= {story.group: story.pk for story in stories[: len(made)]}
    for plan in plans:
        plan.article.story_id = groups.get(plan.record.group)
    for plan, story in zip(alone, stories[len(made) :], strict=True):
        plan.article.story_id = story.pk


def _refer(plans, numbers, run):
    """Numbers in place of external ids; who is not here yet is awaited."""
    awaited = []
    for plan in plans:
        waits = [(name, None) for name in plan.refs if name not in numbers]
        related = plan.record.related
        waits += [(name, order) for order, name in enumerate(related) if name not in numbers]
        for name, order in waits:
            link = AwaitedLink(article_id=plan.article.pk, external_id=name, order=order)
            awaited.append(link)
            run.seen.first("awaited", name, plan.line)
    AwaitedLink.objects.bulk_create(awaited)
    places = {
        (link.article_id, link.external_id): awaiting.place(link.pk)
        for link in awaited
        if link.order is None
    }
    for plan in plans:
        for name in ("section", "programme"):
            setattr(plan.article, name, getattr(plan.article, name))  # it has its id only now
        settled = {
            awaiting.place(number): numbers.get(name) or places[plan.article.pk, name]
            for number, name in enumerate(plan.refs)
        }
        plan.article.body = awaiting.settle(plan.article.body, settled)
        plan.links = links.Links(
            sources=[(row.pk, address) for row, address in plan.sources],
            authors=[row.pk for row in plan.authors],
            tags=sorted(row.pk for row in plan.tags),
            photos=plan.photos,
            related=[numbers.get(name) for name in plan.record.related],
        )


def _write_desk(plans, run):
    for plan in plans:
        article, stands = plan.article, plan.standing
        article.edit_no = 1
        article.published_edit_no = 1 if stands.start else None
        article.saved_by = run.by
        article.first_published_at = stands.start
        article.saved_at = min(stands.updated or run.now, run.now)
        if stands.start and not article.slug:
            article.slug = languages.slugify(article.headline, language=article.language)
        plan.steps = _steps(plan, run)
    insert_all(plan.article for plan in plans)
    _tie(row for plan in plans for row in links.desk_rows(plan.article, plan.links))
    _tie(row for plan in plans for row in links.photo_rows(plan.article, plan.links))
    insert_all(desk.revision_of(plan.article, plan.links, by=run.by) for plan in plans)
    insert_all(step for plan in plans for step in plan.steps)


def _tie(rows):
    for model, some in links.by_model(rows).items():
        insert(model, links.COLUMNS[model], some)


def _steps(plan, run):
    """In the order in which it went, ending at the status that the story shall have."""
    article, stands = plan.article, plan.standing
    out = Status.PUBLISHED if stands.start else stands.status
    note = f"{run.origin}, line {plan.line}" if run.origin else ""
    taken = [steps.step_of(article, run.by, "import", out, due_at=stands.start, note=note)]
    if stands.until != FOREVER:
        verb = "kill" if stands.status == Status.KILLED else "withdraw"
        gone = Status.KILLED if verb == "kill" else Status.WITHDRAWN
        status = out if stands.is_out else gone
        reason = {"due_at": stands.until, "public_reason": plan.record.public_reason}
        taken.append(steps.step_of(article, run.by, verb, status, **reason))
    if article.status != stands.status:
        taken.append(steps.step_of(article, run.by, "revive", stands.status))
    return taken


def _write_editions(plans, run, touched):
    shown = [plan for plan in plans if plan.standing.start]
    for plan, pk in zip(shown, fresh_numbers(Edition, len(shown)), strict=True):
        stands = plan.standing
        plan.edition = publishing.edition_of(
            plan.article,
            plan.links,
            live_from=stands.start,
            live_until=stands.until,
            first_published_at=stands.start,
            updated_at=stands.updated,
        )
        plan.edition.pk = pk
        plan.notes = [_correction(plan.edition, note, run.by) for note in plan.record.corrections]
        plan.edition.corrections = [note.printed() for note in plan.notes]
    insert_all(plan.edition for plan in shown)
    _tie(row for plan in shown for row in links.readers_rows(plan.edition, plan.links))
    insert_all(note for plan in shown for note in plan.notes)
    for plan in shown:
        stands = plan.standing
        if stands.is_out:
            pages = keys.of_edition(plan.edition, plan.links)
            touched[Change.Kind.STALE, max(stands.start, run.now)] |= pages
            if stands.until != FOREVER:
                gone = pages | file_keys(plan.links.photos)
                touched[Change.Kind.GONE, stands.until] |= gone
        else:
            touched[Change.Kind.STALE, run.now] |= set(plan.article.cache_keys())


def _correction(edition, note, by):
    return Correction(
        article=edition.article,
        edition=edition,
        language=edition.language,
        kind=note.kind,
        text=note.text,
        at=note.at,
        by=by,
        by_name=str(by or ""),
    )


def _write_addresses(plans):
    linked = [plan for plan in plans if plan.code or plan.standing.start]
    codes = iter(ShortLink.free_codes(sum(not plan.code for plan in linked)))
    insert_all(ShortLink(article=plan.article, code=plan.code or next(codes)) for plan in linked)
    insert_all(
        Redirect(old_path=path, article=plan.article) for plan in plans for path in plan.paths
    )
