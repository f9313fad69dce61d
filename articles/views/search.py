"""Looking for stories by their words: what was typed, narrowed down, page by page."""

import datetime
from collections import Counter
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from articles import keys
from articles.addresses import moved
from articles.models import Author, Edition, EditionAuthor, EditionSource, Section, Source
from articles.search import asking, finding, marking, meant
from newsroom import languages

from . import shell
from .gone import newest

PAGE_SIZE = 12
FEW = 3  # with fewer stories than that, other words and other languages are offered
CHOSEN_FROM = 100  # stories at the top, whose sources and authors can be chosen
CHOICES = 12  # of each
NAMED = {"section": Section, "source": Source, "author": Author}
ROWS = {"source": EditionSource, "author": EditionAuthor}
DAY = datetime.timedelta(days=1)


@require_safe
def search(request):
    """The live stories of the page's language that have every word of `?q=`, the best first."""
    if request.path != (canonical := reverse("articles:search")):
        return moved(request, canonical)
    code = translation.get_language()
    question = asking.read(request.GET.get("q", ""))
    narrowed = Narrowed(request.GET, code)
    context = {"sought": question.text, "narrowed": narrowed}
    shown = {f"list-{code}"}
    if question:
        context.update(_found(question, code, narrowed, _above(request)))
        shown |= keys.of_cards(context["editions"])
    if not context.get("editions"):
        context["latest"] = newest()
        shown |= keys.of_cards(context["latest"])
    kept = {"q": question.text, **narrowed.dates} if question else {}
    urls = shell.in_languages(lambda: _address(kept))
    return shell.page(request, "articles/search.html", context, keys=shown, page_urls=urls)


def _found(question, code, narrowed, begin):
    found = finding.find(question, code, narrowed.filters, best=narrowed.order != "new")
    ids = found.ids[begin : begin + PAGE_SIZE]
    if begin and not ids:
        raise Http404
    cards = {one.pk: one for one in Edition.objects.live().filter(pk__in=ids).for_page_of_hits()}
    editions = [cards[pk] for pk in ids if pk in cards]
    for edition in editions:
        edition.marked_headline = marking.marked(edition.card_headline, question, code)
        edition.marked_passage = marking.passage(edition, question)
    kept = {"q": question.text, **narrowed.kept}
    later = {**kept, "before": begin + PAGE_SIZE}
    few = len(found.ids) < FEW
    better = meant.instead(question, code, narrowed.filters) if few else None
    narrowed.choose_from(found.ids[:CHOSEN_FROM])
    return {
        "editions": editions,
        "count": f"{finding.MOST:,}+".replace(",", "\xa0") if found.is_more else len(found.ids),
        "older_url": _address(later) if found.ids[begin + PAGE_SIZE :] else None,
        "newest_url": _address(kept) if begin else None,
        "better": better,
        "better_url": better and _address({**kept, "q": better}),
        "elsewhere": _elsewhere(question, code) if few else [],
        "orders": [
            (order, _address({**kept, "order": order} if order else _without(kept, "order")))
            for order in ("", "new")
        ],
        "wider_url": _address({"q": question.text}) if narrowed.is_any else None,
    }


def _elsewhere(question, code):
    """[(language, address)] where readers would find something."""
    found = []
    for other in languages.LANGUAGES:
        if other != code and finding.is_any(question, other):
            with translation.override(other):
                found.append((other, _address({"q": question.text})))
    return found


def _above(request):
    """How many stories stand before those of the page. Raises Http404 for what is no number."""
    number = request.GET.get("before", "0")
    if not (number.isascii() and number.isdecimal() and len(number) < 4):
        raise Http404
    return int(number)


def _address(question):
    path = reverse("articles:search")
    return f"{path}?{urlencode(question)}" if question else path


def _without(kept, name):
    return {key: value for key, value in kept.items() if key != name}


class Narrowed:
    """What else a reader asked for: section, source, author by their addresses; days; the order.

    What means nothing is left out. `choices`: what can be chosen, (slug, name) of each.
    """

    def __init__(self, asked, code):
        self.code, self.rows, self.kept, self.choices = code, {}, {}, {}
        self._slug, self._name = f"slug_{code}", f"name_{code}"
        for name, model in NAMED.items():
            slug = asked.get(name, "")[:80].replace("\0", "")
            named = slug and model.objects.in_language(code).filter(**{self._slug: slug})
            row = named and named.first()
            if row:
                self.rows[name], self.kept[name] = row, slug
        days = {name: _day(asked.get(name)) for name in ("from", "to")}
        self.days = {name: day for name, day in days.items() if day}
        self.dates = {name: day.isoformat() for name, day in self.days.items()}
        self.kept.update(self.dates)
        self.is_any = bool(self.kept)
        self.order = "new" if asked.get("order") == "new" else ""
        if self.order:
            self.kept["order"] = self.order

    @property
    def filters(self):
        since, last = self.days.get("from"), self.days.get("to")
        return finding.Filters(
            **{name: row.pk for name, row in self.rows.items()},
            since=languages.midnight(since) if since else None,
            until=languages.midnight(last + DAY) if last else None,
        )

    def choose_from(self, ids):
        """Sources and authors of these editions, the commonest first, and those chosen already."""
        for name, links in ROWS.items():
            columns = [f"{name}__{what}" for what in ("sort_key", self._slug, self._name)]
            rows = links.objects.filter(edition__in=ids).order_by().values_list(*columns)
            common = {row for row, _count in Counter(rows).most_common(CHOICES)}
            if chosen := self.rows.get(name):
                common.add((chosen.sort_key, chosen.slug(self.code), chosen.name(self.code)))
            self.choices[name] = [
                (slug, called) for _key, slug, called in sorted(common) if slug and called
            ]


def _day(asked):
    try:
        day = datetime.date.fromisoformat(asked or "")
    except ValueError:
        return None
    return day if datetime.date(1900, 1, 1) <= day <= datetime.date(2200, 1, 1) else None
