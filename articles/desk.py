"""Saving the working copy: every way to write an article goes through here.

A save names the `edit_no` it began from. Only the save that still finds that number in the row
wins; the number is checked and raised in one UPDATE.
"""

from django.db import transaction
from django.utils import timezone

from newsroom import languages
from newsroom.pagecache import changes
from newsroom.pagecache.models import Change
from newsroom.photos.models import Photo, file_keys

from . import body, links, rights
from .models import COPIED, Article, ArticlePhoto, MergedTag, PagePhoto, Revision, Story

# Of the desk alone: readers' editions do not take these over.
DESK_ONLY = ["embargoed_until", "minors", "legal_risk", "is_practice"]


class EmbargoTooLate(Exception):
    """The embargo would end after a moment that is already planned: unschedule first."""


class StaleSave(Exception):
    """Somebody saved the article since this text was opened; `article` is what stands now."""

    def __init__(self, article):
        self.article = article
        super().__init__(f"article {article.pk} is at save {article.edit_no}")


def save(article, *, by, edit_no=0):
    """Write the article's own fields. Links follow, then `record`. Needs a transaction.

    `edit_no` is the number the text was opened with, 0 for a new article. Raises StaleSave and
    writes nothing when another save came between; NotAllowed when `by` may not write it;
    EmbargoTooLate. A text that waits for review goes on waiting, as it is now; one that was
    approved waits again.
    """
    stored = Article.objects.select_for_update().filter(pk=article.pk).first()
    rights.check(by, "write", stored or article)
    if stored:
        claimed = Article.objects.filter(pk=article.pk, edit_no=edit_no)
        if not claimed.update(edit_no=edit_no + 1):
            raise StaleSave(stored)
        _keep_embargo(article, stored)
        for name in _VERBS_WRITE:
            setattr(article, name, getattr(stored, name))
        if stored.is_under_review or stored.status == Article.Status.APPROVED:
            article.submitted_no = edit_no + 1
        if stored.status == Article.Status.APPROVED:
            article.status = Article.Status.IN_REVIEW
        if stored.first_published_at and not article.slug:
            article.slug = stored.slug  # given by the publication, after this text was opened
        rights.check(by, "write", article)  # in the section that it moves to as well
    else:
        article.created_by = by
    if article.story_id is None:
        article.story = Story.objects.create()
    article.body = body.clean_html(article.body)
    article.edit_no = edit_no + 1
    article.saved_by, article.saved_at = by, timezone.now()
    article.save()
    return article


# What no form says: the verbs write it, and a save leaves it as it stands in the row. A story
# that was begun for practice stays one.
_VERBS_WRITE = (
    "status created_by_id first_published_at published_edit_no submitted_no approved_no "
    "approved_by_id assignee_id due_at original_id original_no is_practice"
).split()


def _keep_embargo(article, stored):
    """A new embargo binds what is planned already, too."""
    if article.embargoed_until in (None, stored.embargoed_until):
        return
    coming = stored.coming_edition()
    if coming and coming.live_from < article.embargoed_until:
        raise EmbargoTooLate(stored)


def record(article, *, by):
    """Keep the saved text, links included, as a revision; note which photos it shows."""
    shown = links.shown(article)
    known = set(Photo.objects.filter(pk__in=shown).values_list("pk", flat=True))
    ArticlePhoto.objects.filter(article=article).exclude(photo__in=known).delete()
    ArticlePhoto.objects.bulk_create(
        [ArticlePhoto(article=article, photo_id=pk) for pk in sorted(known)],
        ignore_conflicts=True,
    )
    revision = revision_of(article, links.of(article), by=by)
    revision.save()
    return revision


def save_page(page):
    """Write an editorial page and note its photos, which are public with it. In a transaction."""
    shown = set()
    for code in languages.LANGUAGES:
        name = f"body_{code}"
        setattr(page, name, body.clean_html(getattr(page, name)))
        shown |= set(body.objects(getattr(page, name)).photo_ids)
    page.save()
    gone = page.photo_links.exclude(photo__in=shown)
    if goes := file_keys(gone.values_list("photo_id", flat=True)):
        changes.log(goes, kind=Change.Kind.GONE)
    gone.delete()
    PagePhoto.objects.bulk_create(
        [PagePhoto(page=page, photo=photo) for photo in Photo.objects.filter(pk__in=shown)],
        ignore_conflicts=True,
    )


@transaction.atomic
def write(article, *, by, edit_no=0, sources=(), authors=(), tags=(), related=()):
    """Save an article whole. `sources` are (source, release address) pairs.

    What stands there already is not saved again: an approval, and whoever wrote last, are kept by
    somebody who only presses a button.
    """
    ties = links.Links(
        sources=[(source.pk, address) for source, address in sources],
        authors=[author.pk for author in authors],
        tags=links.hold(tag.pk for tag in tags),
        related=[target.pk for target in related],
    )
    if article.pk and _stands_there(article, ties, by, edit_no):
        article.refresh_from_db()
        return article
    save(article, by=by, edit_no=edit_no)
    for links_of_a_kind in (article.source_links, article.author_links, article.related_links):
        links_of_a_kind.all().delete()
    article.tags.clear()
    links.keep(links.desk_rows(article, ties))
    record(article, by=by)
    return article


def revision_of(article, ties, *, by):
    """The unsaved revision of an article as it stands; `ties` are its Links."""
    snap = snapshot(article, ties)
    return Revision(article=article, number=article.edit_no, snapshot=snap, saved_by=by)


def _stands_there(article, ties, by, edit_no):
    """Whether the last save said all this; False also where that is not sure."""
    stored = Article.objects.select_for_update().filter(pk=article.pk, edit_no=edit_no).first()
    last = stored and Revision.objects.filter(article=stored, number=edit_no).first()
    if not last or not rights.may(by, "write", stored):
        return False
    file = article.video_file
    if file and not getattr(file, "_committed", True):
        return False
    article.body = body.clean_html(article.body)
    said = {
        name: value
        for name, value in snapshot(article, ties).items()
        if name not in ("status", "story")
    }
    [kept] = with_tags_of_today(last.snapshot)
    return all(kept.get(name) == value for name, value in said.items())


def with_tags_of_today(*snapshots):
    """The same, with the tag that took in another in its place; one query, none without tags."""
    named = {pk for one in snapshots for pk in one.get("tags", []) if isinstance(pk, int)}
    merged = MergedTag.now(named) if named else {}
    return [
        {**one, "tags": _in_order({merged.get(pk, pk) for pk in one["tags"]})}
        if merged and "tags" in one
        else one
        for one in snapshots
    ]


def links_of(links):
    """As snapshot writes them; a tag that is new is the name that was typed."""
    return {
        "sources": [[source.pk, address] for source, address in links["sources"]],
        "authors": [author.pk for author in links["authors"]],
        "tags": _in_order(getattr(tag, "pk", tag) for tag in links["tags"]),
        "related": [target.pk for target in links["related"]],
    }


def _in_order(tags):
    """Ids, then names that are only typed yet."""
    return sorted(tags, key=lambda tag: (isinstance(tag, str), tag))


def fields(article, names):
    """As plain JSON values."""
    plain = {}
    for name in names:
        field = _FIELDS[name]
        value = field.value_from_object(article)
        is_plain = isinstance(value, bool | int | str | None)
        plain[name] = value if is_plain else field.value_to_string(article)
    return plain


def snapshot(article, ties):
    """Everything an article is, as plain JSON values; files and rows by path and id."""
    return {
        "fields": fields(article, COPIED),
        "desk": fields(article, DESK_ONLY),
        "status": article.status,
        "story": article.story_id,
        "sources": [list(link) for link in ties.sources],
        "authors": ties.authors,
        "tags": ties.tags,
        "related": ties.related_ids,
    }


_FIELDS = {name: Article._meta.get_field(name) for name in [*COPIED, *DESK_ONLY]}
