"""The home page."""

from functools import partial

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from articles import keys
from articles.addresses import moved
from articles.front import PLACES, current
from articles.models import Edition, Section
from articles.models.edition import URGENT_FOR
from newsroom import languages
from newsroom.compiled import CompiledQuery

from . import shell

LATEST = 12
PINNED = 4  # by their mark
CARDS = PLACES - 1  # under the lead, whatever brought them there
URGENT = 3
IN_A_BLOCK = 4


@require_safe
def home(request):
    if request.path != (canonical := reverse("articles:home")):
        return moved(request, canonical)
    return home_page(request, current(translation.get_language()))


def home_page(request, arrangement, *, preview=False):
    """The home page in the active language as a Front or, for the desk, a FrontDraft has it."""
    code = translation.get_language()
    site = shell.Site.current(code)
    rows = _NEWEST_OF_SECTIONS[code](at=timezone.now())
    newest_ids = [pk for row in rows for pk in row if pk is not None]
    front = _front(arrangement, newest_ids)
    shown = {f"list-{code}"} | keys.of_cards(front["drawn"])
    front["blocks"] = _blocks(site.sections, front)
    urls = shell.in_languages(lambda: reverse("articles:home"))
    context = {**front, "feed_url": reverse("articles:feed"), "preview": preview}
    return shell.page(request, "articles/home.html", context, keys=shown, page_urls=urls, site=site)


def _newest_of_sections(code, at):
    """The ids of each section's newest editions, in one query of index look-ups."""
    newest = (
        Edition.objects.live(at)
        .in_language(code)
        .filter(section=OuterRef("pk"))
        .newest()
        .values("pk")
    )
    columns = [Subquery(newest[n : n + 1]) for n in range(IN_A_BLOCK)]
    return Section.objects.in_language(code).values_list(*columns)


# Planned for any moment, it would go through all stories for those of each section.
_NEWEST_OF_SECTIONS = {
    code: CompiledQuery(partial(_newest_of_sections, code), planned_anew=True)
    for code in languages.LANGUAGES
}


def _front(arrangement, block_ids):
    """What stands above the section blocks, no story twice, and the stories of the blocks.

    What was arranged goes first, then what is marked, then the newest: so the place of a story
    that left, by the clock or taken down, is filled.
    """
    code, now = arrangement.language, timezone.now()
    urgent = _URGENT(at=now, code=code, since=now - URGENT_FOR)
    latest = _LATEST(at=now, code=code)
    open_ids, shown_ids = arrangement.open_ids(now), list(arrangement.shown_ids(now))
    placed = _PLACED(at=now, code=code, ids=shown_ids) if shown_ids else []
    placed = {edition.article_id: edition for edition in placed}
    banner = _banner(arrangement, placed, now)

    once = Once([banner["edition"]] if banner and not arrangement.banner_text else [])
    cards = once.take([placed[pk] for pk in open_ids if pk in placed], PLACES)
    lead = cards[:1] or once.take(_LEADS(at=now, code=code), 1)
    cards = cards[1:]
    pinned = once.take(_PINNED(at=now, code=code), min(PINNED, CARDS - len(cards)))
    if not lead:
        lead = [edition for edition in pinned if edition.lead_photo_id][:1]
    cards += [edition for edition in pinned if edition not in lead]
    urgent = once.take(urgent, URGENT)
    lead = lead or once.take([e for e in latest if e.lead_photo_id], 1) or once.take(latest, 1)
    cards += once.take(latest, len(arrangement.slots) - 1 - len(cards))
    latest = once.take(latest, LATEST)
    by_section = _IN_BLOCKS(at=now, code=code, ids=block_ids) if block_ids else []
    strip = [banner["edition"]] if banner and banner["edition"] else []
    return {
        "banner": banner,
        "urgent": urgent,
        "lead": next(iter(lead), None),
        "cards": cards,
        "latest": latest,
        "by_section": by_section,
        "drawn": [*strip, *urgent, *lead, *cards, *latest, *by_section],
    }


def _cards(at, code):
    return Edition.objects.live(at).in_language(code).for_cards().newest()


_PLACED = CompiledQuery(lambda at, code, ids: _cards(at, code).filter(article__pk__in=ids))
_LEADS = CompiledQuery(lambda at, code: _cards(at, code).filter(is_lead=True)[:2])
_PINNED = CompiledQuery(  # "not null" tells PostgreSQL how few they are, whatever moment is given
    lambda at, code: _cards(at, code).filter(pinned_until__isnull=False, pinned_until__gt=at)[
        : PINNED + PLACES + 1
    ]
)
_URGENT = CompiledQuery(
    lambda at, code, since: _cards(at, code).filter(urgent=True, first_published_at__gte=since)[
        : URGENT + PLACES + 1
    ]
)
_LATEST = CompiledQuery(lambda at, code: _cards(at, code)[: LATEST + PLACES + URGENT + 1])
_IN_BLOCKS = CompiledQuery(lambda at, code, ids: _cards(at, code).filter(pk__in=ids))


class Once:
    """Gives each edition out once, beginning without those that have their place already."""

    def __init__(self, editions):
        self.given = {edition.pk for edition in editions}

    def take(self, editions, count):
        """The first `count` (none, where it is negative) of those not yet given."""
        free = [edition for edition in editions if edition.pk not in self.given][: max(count, 0)]
        self.given.update(edition.pk for edition in free)
        return free


def _banner(arrangement, placed, now):
    """What the urgent banner says and the edition that it leads to, if readers have that."""
    edition = placed.get(arrangement.banner_article_id)
    text = arrangement.banner_text or (edition.card_headline if edition else "")
    return {"text": text, "edition": edition} if text and arrangement.has_banner(now) else None


def _blocks(sections, front):
    """Each section's newest, without what stands large above, unless nothing else is in it."""
    above = [front["lead"], *front["cards"]]
    blocks = []
    for section in sections:
        newest = [e for e in front["by_section"] if e.section_id == section.pk]
        if newest:
            others = [e for e in newest if e not in above]
            blocks.append({"section": section, "editions": others or newest})
    return blocks
