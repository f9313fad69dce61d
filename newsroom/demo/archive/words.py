"""The archive's words, read once and ready to be put together: a table per language."""

import tomllib
from collections import Counter
from functools import cache
from math import isqrt
from pathlib import Path
from typing import NamedTuple

from newsroom import languages

HERE = Path(__file__).parent
NBSP = "\u00a0"
NUMBERS = range(20, 975, 5)  # each goes with the Russian genitive plural
ADMINISTRATIONS = 20  # of the first towns; the last of the sources


class Event(NamedTuple):
    section: str
    share: int  # of the stories of its section, and with it of all
    things: list  # like the rest, [kk, ru, en] each
    headline: list
    standfirst: list
    lead: list


class Words(NamedTuple):
    """Lists are in the order of the files; what is drawn from them goes by place."""

    events: list
    towns: list  # a dict of slots per language
    neighbours: list  # the same with a 2 behind each slot
    sections: dict
    tags: dict  # everywhere, topics, towns, facets
    sources: list  # (kind, names)
    authors: list
    speakers: list
    offices: list
    programmes: list
    text: dict  # paragraphs.toml


@cache
def read():
    names, text = _toml("names"), _toml("paragraphs")
    sections, events = names["sections"], _toml("events")["events"]
    in_section = Counter(event["section"] for event in events)
    towns = [_slots(row) for row in names["towns"]]
    return Words(
        events=[
            Event(share=12 * sections[name]["share"] // in_section[name], **event)
            for event in events
            for name in [event["section"]]
        ],
        towns=towns,
        neighbours=[
            [{f"{slot}2": form for slot, form in slots.items()} for slots in town] for town in towns
        ],
        sections={key: section["names"] for key, section in sections.items()},
        tags=_tags(names["tags"], towns),
        sources=_sources(names["sources"], towns),
        text=text,
        **names["people"],
    )


def falling(count, first=1):
    """Running sums of whole-number weights that fall as rank ** -1.5: few are common, most rare."""
    sums, total = [], 0
    for rank in range(first, first + count):
        total += 10**9 // (rank * isqrt(rank * 10**6) // 1000)
        sums.append(total)
    return sums


def per_language(values):
    return dict(zip(languages.LANGUAGES, values, strict=True))


def _toml(name):
    text = (HERE / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text.replace("~", NBSP))


def _slots(row):
    kk, kk_in, kk_to, kk_of, ru, ru_in, ru_of, en = row
    return [
        {"city": kk, "in": kk_in, "In": kk_in, "to": kk_to, "of": kk_of},
        {"city": ru, "in": ru_in, "In": ru_in[0].upper() + ru_in[1:], "of": ru_of},
        {"city": en},
    ]


def _tags(tags, towns):
    facets = [
        [
            [
                f"{town[0]['city']} {kk}",
                f"{ru} {town[1]['of']}",
                f"{town[2]['city']} {en}",
            ]
            for kk, ru, en in tags["facets"]
        ]
        for town in towns
    ]
    return {**tags, "towns": [[slots["city"] for slots in town] for town in towns]} | {
        "facets": facets
    }


def _sources(sources, towns):
    offices = [
        (kind, names)
        for kind in ("press_service", "organisation", "agency")
        for names in sources[kind]
    ]
    return offices + [
        (
            "press_service",
            [form.format_map(slots) for form, slots in zip(sources["city"], town, strict=True)],
        )
        for town in towns[:ADMINISTRATIONS]
    ]
