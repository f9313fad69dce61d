"""Whatever stands in a file: it is named with line, field and reason, and the rest comes in."""

import json
import tracemalloc

import pytest

from articles.exchange import Fault, take
from articles.models import Article, Edition
from tests.articles.exchange import SECTION, Desk, story


@pytest.fixture
def operator(db, tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def files(operator):
    """A photo, a text that says it is one, and what lies outside of the folder."""
    operator.draw("photos/good.png")
    (operator.folder / "photos/text.jpg").write_text("no picture")
    cut = (operator.folder / "photos/good.png").read_bytes()[:60]
    (operator.folder / "photos/cut.png").write_bytes(cut)
    outside = operator.folder.parent / "outside.png"
    outside.write_bytes((operator.folder / "photos/good.png").read_bytes())
    (operator.folder / "photos/link.png").symlink_to(outside)


def raw(**fields):
    """A line as bytes, with escapes as a careless program writes them."""
    return json.dumps(story("bad", **fields)).encode()


GOOD_PHOTO = {"file": "photos/good.png", "credit": "М. Омаров"}
PHOTO = "photo: "
BAD_LINES = {
    "broken JSON": (b'{"external_id": "bad", ', "is no JSON"),
    "not an object": (b"[1, 2]", "should be an object"),
    "nested without end": (b"[" * 100_000, "nested too deeply"),
    "windows-1251": (
        '{"headline": "Новость"}'.encode("cp1251"),
        "from byte 15 on; it may be windows-1251",
    ),
    "half of a letter": (b'{"external_id": "\xd0"}', "is no UTF-8, from byte 18 on"),
    "too long": (b'{"external_id": "' + b"x" * 5_000_000 + b'"}', "is longer than 5 MB"),
    "unknown field": (raw(titel="x"), "titel: unknown field"),
    "unknown type": (raw(type="page"), "type: is none of: story, section"),
    "no id": (raw(external_id=""), "external_id: is missing or empty"),
    "an id twice": (raw(external_id="first"), "(first): external_id: is that of line 2 already"),
    "no headline": (raw(headline="  "), "headline: is missing or empty"),
    "headline too long": (raw(headline="х" * 201), "headline: is longer than 200 characters"),
    "script in a headline": (
        raw(headline="А<script>alert(1)</script>"),
        "headline: holds markup, and only plain text may stand here: <script>",
    ),
    "markup in a name": (raw(tags=["<b>Су</b>"]), "tags[0]: holds markup"),
    "NUL": (raw(headline="А\0Б"), "headline: holds a control character"),
    "lone surrogate": (raw(headline="А\ud800"), "headline: holds half of a character"),
    "lone surrogate in the body": (
        raw(body_html="А\ud800"),
        "body_html: holds half of a character",
    ),
    "language": (raw(language="de"), "language: is none of: kk, ru, en"),
    "kind": (raw(kind="blog"), "kind: is none of: news"),
    "wrong kind of value": (raw(urgent="yes"), "urgent: should be true or false, not text"),
    "text for a list": (raw(tags="Су"), "tags: should be a list, not text"),
    "both bodies": (raw(body_text="x"), "body_text: stands beside body_html"),
    "body too large": (raw(body_html="<p>" * 20_001), "body_html: body has too many tags"),
    "unknown section": (raw(section="Жоқ"), "section: is unknown: Жоқ (known: Қоғам)"),
    "section of another language": (
        raw(language="en"),
        "section: This section has no name in the language",
    ),
    "no source": (raw(own_reporting=False), "sources: Name a source"),
    "no text": (raw(body_html="<script>x</script>"), "body_html: The story has neither"),
    "source's address": (
        raw(sources=[{"name": "А", "url": "javascript:1"}]),
        "sources[0].url: is no web address",
    ),
    "year 0": (
        raw(published_at="0000-01-01T00:00:00"),
        "published_at: is no date of ISO 8601: 0000-01-01",
    ),
    "year 9999": (
        raw(published_at="9999-12-31T23:59:59"),
        "published_at: lies outside of the years 1900 to 2100",
    ),
    "nonsense for a date": (
        raw(published_at="вчера"),
        "published_at: is no date of ISO 8601: вчера",
    ),
    "updated in the future": (raw(updated_at="2099-01-01"), "updated_at: lies in the future"),
    "gone before it came": (raw(withdrawn_at="2019-01-01"), "withdrawn_at: does not come after"),
    "gone and never there": (raw(status="killed", published_at=None), "published_at: is needed"),
    "related to itself": (raw(related=["bad"]), "related: names the story itself"),
    "number": (raw(number=0), "number: should lie between 1 and"),
    "short code": (raw(short_code="0000000"), "short_code: should be 7 of"),
    "TV report without video": (raw(kind="tv_report"), "video_url: A TV report needs a video"),
    "photo outside": (
        raw(photo={"file": "../outside.png"}),
        PHOTO + "../outside.png: leads out of the folder",
    ),
    "photo by a whole path": (
        raw(photo={"file": "/etc/passwd"}),
        PHOTO + "/etc/passwd: leads out of",
    ),
    "photo by a link outside": (
        raw(photo={"file": "photos/link.png"}),
        PHOTO + "photos/link.png: leads out of",
    ),
    "photo that is a folder": (
        raw(photo={"file": "photos"}),
        PHOTO + "photos: there is no such file",
    ),
    "no such photo": (
        raw(photo={"file": "photos/none.png"}),
        PHOTO + "photos/none.png: there is no such file",
    ),
    "no picture": (
        raw(photo={"file": "photos/text.jpg"}),
        PHOTO + "photos/text.jpg: This file is not a picture",
    ),
    "picture cut short": (
        raw(photo={"file": "photos/cut.png"}),
        PHOTO + "photos/cut.png: The picture is damaged",
    ),
    "photo without credit": (
        raw(photo={"file": "photos/good.png"}),
        "photo: The lead photo has no credit",
    ),
    "no such photo in the text": (
        raw(body_html='<figure data-photo="x.png"></figure>'),
        "photos: x.png: there is no such file",
    ),
    "no such video": (raw(video_file="x.mp4"), "video_file: x.mp4: there is no such file"),
    "a photo for a video": (
        raw(video_file="photos/good.png"),
        "video_file: photos/good.png: This is no MP4",
    ),
    "a name's slug": (
        b'{"type": "tag", "name": {"kk": "A"}, "slug": {"kk": "A b"}}',
        "slug.kk: should be Latin",
    ),
    "a section's slug": (
        b'{"type": "section", "name": {"kk": "A"}, "slug": {"kk": "search"}}',
        "slug.kk: is an address of the site itself",
    ),
    "a name of no language": (
        b'{"type": "tag", "name": {"de": "A"}}',
        "name: de is no language here",
    ),
}


@pytest.mark.parametrize("case", BAD_LINES)
def test_a_bad_line_is_named_and_its_neighbours_come_in(operator, files, case):
    line, reason = BAD_LINES[case]

    told, content = operator.bring(SECTION, story("first"), line, story("last"))

    named = [one for one in told.splitlines() if one.startswith("fault: line 3")]
    assert not content
    assert len(named) == 1 and reason in named[0], told
    assert {one.external_id for one in Article.objects.all()} == {"first", "last"}
    assert Edition.objects.count() == 2


def test_every_fault_of_a_line_is_named(operator):
    told, _content = operator.bring(SECTION, story("a", headline="", kind="x", urgent=1, foo=2))

    assert all(f": {field}: " in told for field in ("headline", "kind", "urgent", "foo"))
    assert "4 faults" in told


def test_a_line_of_fifty_megabytes_is_passed_by_without_reading_it_whole(operator):
    operator.write(SECTION, b'{"a": "' + b"x" * 50_000_000 + b'"}', story("last"))
    operator.bring(SECTION, name="warm.jsonl")
    tracemalloc.start()

    told, _content = operator.bring()

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "line 2: is longer than 5 MB" in told
    assert Article.objects.get().external_id == "last"
    assert most < 25_000_000


def test_a_packed_file_that_was_cut_short_brings_what_it_has(operator):
    path = operator.write(SECTION, *(story(f"{n}") for n in range(200)), name="archive.jsonl.gz")
    path.write_bytes(path.read_bytes()[:-300])

    told, content = operator.bring(name="archive.jsonl.gz")

    assert not content and "the file cannot be read further" in told
    assert 0 < Article.objects.count() < 200


def test_what_only_the_database_sees_keeps_out_its_own_line_and_no_other(operator, monkeypatch):
    from articles.exchange import writing

    def number(plans, known, original=writing._number):
        original(plans, known)
        for plan in plans:
            if plan.record.external_id == "bad":
                plan.article.kind = "no such kind"  # a check constraint of the table

    monkeypatch.setattr(writing, "_number", number)

    told, _content = operator.bring(
        SECTION, story("a", tags=["Су"]), story("bad", tags=["Су", "От"]), story("c", tags=["От"])
    )

    assert "line 3 (bad): the database refused it" in told
    assert {one.external_id for one in Article.objects.all()} == {"a", "c"}
    assert [one.tags.get().name_kk for one in Article.objects.order_by("pk")] == ["Су", "От"]


def test_an_entity_in_a_headline_is_pointed_out(operator):
    told, content = operator.bring(SECTION, story("a", headline="Су &amp; нан"))

    assert content and "headline: holds &amp;, which readers will see" in told


def test_records_need_no_file(db):
    report = take([SECTION, None, Fault(3, "", "unread"), story("a")], as_="published")

    assert report.count["published"] == 1 and report.lines == 4
    assert [str(one) for one in report.faults] == ["line 3: unread"]


def test_the_report_file_has_every_fault(operator):
    operator.bring(SECTION, story("a", kind="x"), report=operator.folder / "faults.csv")

    lines = (operator.folder / "faults.csv").read_text().splitlines()
    assert lines[1].startswith('fault,2,a,kind,"is none of')
