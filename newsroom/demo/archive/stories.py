"""The records: names first, then stories from the oldest to the newest."""

import datetime
import random
from bisect import bisect
from collections import deque
from itertools import accumulate
from typing import NamedTuple

from newsroom import languages

from . import rhythm, telling
from .words import ADMINISTRATIONS, NUMBERS, falling, per_language, read

MOST = 500_000  # beyond, a town might run out of headlines
UNTIL = datetime.date(2026, 11, 1)
KINDS = ["news", "article", "interview", "opinion", "photo_story", "tv_report", "live"]
OF_KIND = list(accumulate([80, 7, 3, 3, 2, 4, 1]))
MOVED = 8  # years: until then the stories stood at other addresses
SECOND = datetime.timedelta(seconds=1)


class Facts(NamedTuple):
    """What a story says in any language; places in the lists of Words, and numbers."""

    event: int
    town: int
    thing: int
    number: int
    few: int
    month: int
    source: int | None
    parts: list  # of the body, after the first paragraph: (kind, what was drawn …)


def records(count, *, seed=1, until=UNTIL, full=True, photos=()):
    """Dicts of the exchange format, `count` stories after the names they stand under; lazily.

    `until`: the day after the last one. `full`: bodies of 3 to 12 paragraphs instead of two.
    `photos`: lead photos to choose from, as `draw_photos` gives them. Raises ValueError beyond
    MOST stories.
    """
    if count > MOST:
        raise ValueError(f"an archive has {MOST} stories at most")
    yield from _names()
    yield from Archive(count, seed=seed, until=until, full=full, photos=photos).stories()


def _names():
    words = read()
    for order, names in enumerate(words.sections.values()):
        yield {"type": "section", "name": per_language(names), "order": order}
    tags = words.tags
    facets = [names for of_town in tags["facets"] for names in of_town]
    for names in [tags["everywhere"], *tags["topics"], *tags["towns"], *facets]:
        yield {"type": "tag", "name": per_language(names)}
    for number, (kind, names) in enumerate(words.sources):
        phrases = [
            {"language": code, "phrase": words.text["said"][place].format(source=_inside(name))}
            for place, (code, name) in enumerate(per_language(names).items())
            if place
        ]
        yield {
            "type": "source",
            "name": per_language(names),
            "kind": kind,
            "site_url": f"https://release.example/{number + 1}/",
            "phrases": phrases,
        }
    for names in words.authors:
        yield {"type": "author", "name": per_language(names)}
    for names in words.programmes:
        yield {"type": "programme", "name": per_language(names)}


def _inside(name):
    return name[0].lower() + name[1:]


class Shared(NamedTuple):
    """What the versions of one story have in common besides its facts."""

    number: int
    tags: list  # [kk, ru, en] each
    authors: list
    kind: str
    is_draft: bool


class Archive:
    """The dice and what was drawn so far; of the stories behind it keeps a few hundred ids."""

    def __init__(self, count, *, seed, until, full, photos):
        self.count, self.seed, self.until, self.full = count, seed, until, full
        self.photos = photos
        self.dice = random.Random(seed)
        self.words = words = read()
        self.of_event = list(accumulate(event.share for event in words.events))
        self.of_town = falling(len(words.towns), first=4)
        self.of_topic = falling(len(words.tags["topics"]), first=3)
        self.of_facet = falling(len(words.tags["facets"][0]))
        self.of_source = falling(len(words.sources))
        self.of_author = falling(len(words.authors), first=3)
        self.used = [[0] * len(words.towns) for _event in words.events]
        self.earlier = [deque(maxlen=200) for _language in languages.LANGUAGES]
        self.base, self.record = 0, 0  # running numbers: stories, and their versions too

    def below(self, limit):
        return int(self.dice.random() * limit)

    def chance(self, share):
        return self.dice.random() < share

    def drawn(self, sums):
        return bisect(sums, self.dice.random() * sums[-1])

    def stories(self):
        told = self._told()
        for midnight, count, at_once in rhythm.days(self.count, self.until):
            if at_once:
                seconds = [3 * 3600] * count
            else:
                seconds = sorted(rhythm.second_of_day(self.dice) for _story in range(count))
            for second in seconds:
                yield self._story(*next(told), midnight + second * SECOND)

    def _told(self):
        """Without end; a version in another language takes the next moment."""
        while True:
            facts = self._facts()
            shared = self._shared(facts.town)
            for language in self._languages():
                yield facts, shared, language

    def _languages(self):
        """Mostly Kazakh; a third of all with a Russian version, a tenth with an English one."""
        first = self.drawn([80, 96, 100])
        others = [1] if first == 0 and self.chance(0.42) else []
        if first < 2 and self.chance(0.11):
            others.append(2)
        return [first, *others]

    def _shared(self, town):
        self.base += 1
        tags = self.words.tags
        named = [tags["everywhere"]] if self.chance(0.5) else []
        if self.chance(0.8):
            named.append(tags["towns"][town])
        if self.chance(0.35):
            named.append(tags["facets"][town][self.drawn(self.of_facet)])
        first = self.drawn(self.of_topic)
        named.append(tags["topics"][first])
        if self.chance(0.4) and (second := self.drawn(self.of_topic)) != first:
            named.append(tags["topics"][second])
        authors = [self.drawn(self.of_author)]
        if self.chance(0.1) and (other := self.drawn(self.of_author)) not in authors:
            authors.append(other)
        kind = KINDS[self.drawn(OF_KIND)]
        return Shared(self.base, named, authors, kind, self.chance(0.008))

    def _facts(self):
        event = self.drawn(self.of_event)
        town, place = self._untold(event)
        return Facts(
            event,
            town,
            place // len(NUMBERS),
            NUMBERS[place % len(NUMBERS)],
            5 + self.below(16),
            self.below(12),
            self._source(town),
            self._parts() if self.full else [self._paragraph(self.below(24))],
        )

    def _untold(self, event):
        """A town and the place of (thing, number) that no headline of this event had before."""
        used, town = self.used[event], self.drawn(self.of_town)
        combinations = len(self.words.events[event].things) * len(NUMBERS)
        for _town in used:
            if used[town] < combinations:
                break
            town = (town + 1) % len(used)
        used[town] += 1
        # 619 shares no factor with the combinations, so each is met once
        return town, (used[town] * 619 + town * 37 + event * 101 + self.seed) % combinations

    def _source(self, town):
        if self.chance(0.15):
            return None  # own reporting
        offices = len(self.words.sources) - ADMINISTRATIONS
        if town < ADMINISTRATIONS and self.chance(0.5):
            return offices + town
        return self.drawn(self.of_source)

    def _paragraph(self, number):
        return (
            "paragraph",
            number,
            5 + self.below(16),
            NUMBERS[self.below(len(NUMBERS))],
            5 + self.below(16),
            self.below(12),
            self.below(len(self.words.towns)),
        )

    def _parts(self):
        """3 to 12 paragraphs with the first one, now and then something between them."""
        text = self.words.text
        count = 2 + int(10 * self.dice.random() * self.dice.random())
        start, step = self.below(24), (5, 7, 11, 13)[self.below(4)]  # none twice: no factor of 24
        parts = [self._paragraph((start + n * step) % 24) for n in range(count)]
        if self.chance(0.6):
            drawn = [self.below(len(text["quotes"])), self.below(10), self.below(6)]
            parts.insert(1 + self.below(count), ("quote", *drawn))
        if count > 4 and self.chance(0.5):
            parts.insert(3, ("heading", self.below(len(text["headings"]))))
        if self.chance(0.12):
            parts.append(("list", self.below(len(text["list_items"]))))
        if self.chance(0.03):
            amounts = [NUMBERS[self.below(len(NUMBERS))] for _row in range(4)]
            parts.append(("table", 2010 + self.below(10), amounts))
        return parts

    def _story(self, facts, shared, language, at):
        code, number = languages.LANGUAGES[language], shared.number
        self.record += 1
        name = f"{self.seed}-{number}-{code}"
        earlier = self.earlier[language]
        read_also = self._earlier(earlier) if self.full and earlier and self.chance(0.25) else None
        slots = telling.slots_of(facts, language)
        section = self.words.events[facts.event].section
        story = {
            "external_id": name,
            "language": code,
            "kind": shared.kind,
            "headline": telling.headline(facts, slots, language),
            "standfirst": telling.standfirst(facts, slots, language),
            "body_html": telling.body(facts, slots, language, read_also),
            "section": self.words.sections[section][language],
            "tags": [names[language] for names in shared.tags],
            "authors": [self.words.authors[author][language] for author in shared.authors],
            **self._origin(facts, number, language),
            "group": f"{self.seed}-{number}",
        }
        if shared.kind == "tv_report":
            story |= self._video(number, at, language)
        if self.photos and self.chance(0.4):
            story["photo"] = self.photos[self.below(len(self.photos))]
        if earlier and self.chance(0.3):
            several = (self._earlier(earlier) for _one in range(1 + self.below(3)))
            story["related"] = [*dict.fromkeys(several)]
        if shared.is_draft:
            return story | {"status": "draft"}
        earlier.append(name)
        return story | self._life(at, language)

    def _origin(self, facts, number, language):
        if facts.source is None:
            return {"own_reporting": True}
        name = telling.source_name(facts.source, language)
        url = f"https://release.example/{facts.source + 1}/{number}/"
        return {"sources": [{"name": name, "url": url}]}

    def _video(self, number, at, language):
        programmes = self.words.programmes
        return {
            "video_url": f"https://video.example/{number}/",
            "video_seconds": 60 + number % 240,
            "programme": programmes[number % len(programmes)][language],
            "aired_on": at.date().isoformat(),
        }

    def _earlier(self, ids):
        return ids[self.below(len(ids))]

    def _life(self, at, language):
        """From the publication on: updates, a withdrawal, the address at the older site."""
        life = {"status": "published", "published_at": at.isoformat()}
        last, end = at, datetime.datetime.combine(self.until, datetime.time())
        if self.chance(0.08):
            updated = at + (600 + self.below(2 * 86_400)) * SECOND
            if updated < end:
                life["updated_at"] = updated.isoformat()
                last = updated
        if self.chance(0.01):
            withdrawn = last + (3600 + self.below(30 * 86_400)) * SECOND
            if withdrawn < end:
                life["status"] = "withdrawn"
                life["withdrawn_at"] = withdrawn.isoformat()
                life["public_reason"] = telling.reason(self.below(3), language)
        if at.year < self.until.year - 12 + MOVED:
            path = f"/news/{self.record}/"
            asked = self.record % 7 == 0
            life["old_addresses"] = [f"/index.php?id={self.record}" if asked else path]
        return life
