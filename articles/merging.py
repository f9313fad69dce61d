"""Tags become one: what would happen, told beforehand, and the deed.

Everything that points at a tag is in MOVED, is deleted with it (its words), or is MergedTag, which
lets saved texts and open forms find the tag that stayed. Decision 0011 says what a tag's name is.
"""

from copy import copy
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone, translation

from newsroom import languages
from newsroom.lookup.paging import MOST
from newsroom.pagecache import changes
from newsroom.staff import audit

from . import addresses, keys
from .links import ArticleTag
from .models import BEFORE_PUBLICATION, EditionTag, MergedTag, Tag
from .rights import NotAllowed

BATCH = 1000  # rows moved, and keys logged, at once
# Rows that tie a tag to something, and the column of that; one such row for each tag and thing.
MOVED = {ArticleTag: "article_id", EditionTag: "edition_id"}
NEEDED = ("articles.change_tag", "articles.delete_tag")


class Gone(Exception):
    """Some of the tags are no longer there: merged or deleted meanwhile. `stayed`: {id: Tag}."""

    def __init__(self, stayed):
        super().__init__("a tag is gone")
        self.stayed = stayed


@dataclass
class Outcome:
    """How the tag that stays will be. `tag` is unsaved; nothing else is changed either."""

    tag: Tag
    aliases: list[str] = field(default_factory=list)  # other names that are new
    addresses: list[tuple[str, str]] = field(default_factory=list)  # (old page, new page)
    feeds: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[Tag] = field(default_factory=list)  # whose introductions are lost


def may(user):
    return user.has_perms(NEEDED)


def outcome(stays, goes, *, names=None):
    """What `stays` will be when `goes` (Tags) are part of it.

    `names`: {language: id of the tag whose name is kept}; else its own, or the first of the others.
    """
    found = Outcome(tag=copy(stays))
    names = names or {}
    for code in languages.LANGUAGES:
        named = [tag for tag in [stays, *goes] if tag.name(code)]
        kept = next((tag for tag in named if tag.pk == names.get(code)), next(iter(named), None))
        if kept is None:
            continue
        setattr(found.tag, f"name_{code}", kept.name(code))
        if not stays.has_language(code):
            slugs = (tag.slug(code) for tag in [kept, stays, *goes])
            setattr(found.tag, f"slug_{code}", next(filter(None, slugs), ""))
        told = [tag for tag in [stays, *goes] if tag.intro(code)]
        setattr(found.tag, f"intro_{code}", told[0].intro(code) if told else "")
        found.dropped += [tag for tag in told[1:] if tag not in found.dropped]
    for code in languages.LANGUAGES:
        lines = [line for tag in [stays, *goes] for line in tag.called(code)]
        setattr(found.tag, f"aliases_{code}", "\n".join(lines))
    found.tag.tidy()
    _keep_one_of_each(found.tag)
    before = stays.all_words()
    found.aliases = [
        alias for key, (_field, _code, alias) in found.tag.all_words().items()
        if alias and key not in before
    ]  # fmt: skip
    for tag in [stays, *goes]:
        found.addresses += _leads(addresses.page_of, tag, found.tag)
        found.feeds += _leads(addresses.feed_of, tag, found.tag)
    return found


def _keep_one_of_each(tag):
    """An alias that another language has already, as a name or an alias, says nothing new."""
    words = tag.all_words()
    for code in languages.LANGUAGES:
        kept = [
            alias for alias in tag.aliases(code)
            if words[languages.name_key(alias)] == (f"aliases_{code}", code, alias)
        ]  # fmt: skip
        setattr(tag, f"aliases_{code}", "\n".join(kept))


def _leads(path_of, old, new):
    for code in languages.LANGUAGES:
        with translation.override(code):
            before, after = path_of(old), path_of(new)
        if before and after and before != after:
            yield before, after


def moves(stays, goes):
    """{what: number}, MOST + 1 at most, of stories that get `stays` instead of one of `goes`."""
    now = timezone.now()
    desk = ArticleTag.objects.filter(tag__in=goes).order_by()
    shown = EditionTag.objects.filter(tag__in=goes).order_by()
    drafts = desk.filter(
        article__status__in=BEFORE_PUBLICATION, article__first_published_at__isnull=True
    )
    coming = shown.filter(edition__live_from__gt=now)
    both = ArticleTag.objects.filter(tag=stays).values("article_id")
    counted = {
        "out": shown.live(now),
        "coming": coming,
        "drafts": drafts,
        "earlier": shown.filter(edition__live_until__lte=now),
        "both": desk.filter(article_id__in=both),
    }
    return {
        what: rows.values("article_id").distinct()[: MOST + 1].count()
        for what, rows in counted.items()
    }


@transaction.atomic
def merge(stays, goes, *, by, names=None):
    """Make Tags `goes` part of `stays` for good; returns `stays` as it is then.

    Raises NotAllowed, and Gone when one of them was merged or deleted meanwhile; then nothing has
    happened. Memory is that of one batch, however many stories there are.
    """
    if not may(by):
        raise NotAllowed("merge")
    stays, goes = _locked(stays, goes)
    after = outcome(stays, goes, names=names)
    for gone in goes:
        for model in MOVED:
            _move(model, gone, stays)
    numbers = [gone.pk for gone in goes]
    MergedTag.objects.filter(tag__in=numbers).update(tag=stays)
    Tag.objects.filter(pk__in=numbers).delete()
    MergedTag.objects.bulk_create(MergedTag(number=pk, tag=stays) for pk in numbers)
    after.tag.save()
    for old, new in [*after.addresses, *after.feeds]:
        addresses.lead(old, new)
    for gone in goes:
        audit.note("row.merge", f"{gone} → {after.tag}", by=by)
    pages = [key for tag in [stays, *goes] for key in tag.cache_keys()]
    changes.log([*pages, "site", "redirects"])
    return after.tag


def _locked(stays, goes):
    """The rows as they stand now, locked by number, so that two merges wait for each other.

    Whoever writes a story holds its tags (links.hold): they are through, or will find MergedTag.
    """
    wanted = [stays.pk, *dict.fromkeys(tag.pk for tag in goes if tag.pk != stays.pk)]
    rows = Tag.objects.select_for_update().order_by("pk").filter(pk__in=wanted)
    found = {tag.pk: tag for tag in rows}
    if missing := [pk for pk in wanted if pk not in found]:
        stayed = MergedTag.objects.filter(number__in=missing).select_related("tag")
        raise Gone({row.number: row.tag for row in stayed})
    return found[stays.pk], [found[pk] for pk in wanted[1:]]


def _move(model, gone, stays):
    """Give `stays` the rows of `gone`; where it has one already, the other is superfluous."""
    owner = MOVED[model]
    while True:
        rows = list(
            model.objects.filter(tag=gone).order_by(owner).values_list("pk", owner, "article_id")
            [:BATCH]
        )  # fmt: skip
        if not rows:
            return
        owners = [one for _pk, one, _article in rows]
        both = model.objects.filter(tag=stays, **{f"{owner}__in": owners})
        both = set(both.values_list(owner, flat=True))
        doubles = [pk for pk, one, _article in rows if one in both]
        model.objects.filter(pk__in=doubles).delete()
        moved = [pk for pk, one, _article in rows if one not in both]
        model.objects.filter(pk__in=moved).update(tag=stays)
        changes.log(keys.of_stories(article for _pk, _owner, article in rows))
