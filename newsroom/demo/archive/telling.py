"""One story in one language: slots filled, paragraphs set. No dice here: facts in, text out."""

from .words import NBSP, read

OPEN, CLOSE = ("«", "«", "“"), ("»", "»", "”")


def slots_of(facts, language):
    """`language`: its place in languages.LANGUAGES."""
    words = read()
    event = words.events[facts.event]
    return {
        **words.towns[facts.town][language],
        "thing": event.things[facts.thing][language],
        "n": facts.number,
        "few": facts.few,
        "month": words.text["months"][facts.month][language],
    }


def headline(facts, slots, language):
    return read().events[facts.event].headline[language].format_map(slots)


def standfirst(facts, slots, language):
    return read().events[facts.event].standfirst[language].format_map(slots)


def body(facts, slots, language, read_also):
    """HTML as it is stored. `read_also`: an external id, or None."""
    lead = read().events[facts.event].lead[language].format_map(slots)
    parts = [f"<p>{lead}{_said(facts, language)}.</p>"]
    parts += [PARTS[kind](drawn, language) for kind, *drawn in facts.parts]
    if read_also:
        parts.insert(min(3, len(parts)), f'<aside data-article="{read_also}"></aside>')
    return "\n".join(parts).replace(NBSP, "&nbsp;")


def source_name(source, language):
    return read().sources[source][1][language]


def reason(number, language):
    return read().text["reasons"][number][language]


def _said(facts, language):
    if facts.source is None:
        return ""
    name = source_name(facts.source, language)
    if language:  # in Kazakh an office keeps its capital letter
        name = name[0].lower() + name[1:]
    return ", " + read().text["said"][language].format(source=name)


def _paragraph(drawn, language):
    number, few, n2, percent, month, town = drawn
    words = read()
    text = words.text["paragraphs"][number][language].format(
        few=few,
        n2=n2,
        percent=percent,
        month=words.text["months"][month][language],
        **words.neighbours[town][language],
    )
    return f"<p>{text}</p>"


def _heading(drawn, language):
    return f"<h2>{read().text['headings'][drawn[0]][language]}</h2>"


def _quote(drawn, language):
    quote, speaker, office = drawn
    words = read()
    said = words.text["quotes"][quote][language]
    end = "" if language == 2 else "."
    return (
        f"<blockquote><p>{OPEN[language]}{said}{'.' if language == 2 else ''}{CLOSE[language]}"
        f"{end}</p><cite>{words.speakers[speaker][language]}, "
        f"{words.offices[office][language]}</cite></blockquote>"
    )


def _list(drawn, language):
    text = read().text
    items = text["list_items"]
    lines = [f"<li>{items[(drawn[0] + n) % len(items)][language]}</li>" for n in (0, 1, 3)]
    return "\n".join([f"<p>{text['list_intro'][language]}</p>", "<ul>", *lines, "</ul>"])


def _table(drawn, language):
    year, amounts = drawn
    head = "".join(f"<th>{names[language]}</th>" for names in read().text["table_head"])
    rows = [
        f"<tr><td>{year + number}</td><td>{amount}</td></tr>"
        for number, amount in enumerate(amounts)
    ]
    begin = ["<table>", "<thead>", f"<tr>{head}</tr>", "</thead>", "<tbody>"]
    return "\n".join([*begin, *rows, "</tbody>", "</table>"])


PARTS = {
    "paragraph": _paragraph,
    "heading": _heading,
    "quote": _quote,
    "list": _list,
    "table": _table,
}
