"""The archive of invented stories: always the same, in one language each, fit for an import."""

import gzip
import hashlib
import io
import json
import re
from collections import Counter
from datetime import datetime
from itertools import islice

import pytest
from django.core.management import CommandError, call_command

from articles import body
from articles.exchange.records import read
from articles.models import Edition
from newsroom import languages
from newsroom.demo import archive, content
from newsroom.demo.archive.words import NUMBERS, falling
from newsroom.demo.archive.words import read as read_words

# A change here is a change of every archive that anybody compares with: say so in the commit.
FIRST_2000 = "9bb98257f672c6b4ce5969a734d5d858888b66cd0e3b147e7de42eb626d7194a"
KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
RUSSIAN_ONLY = re.compile("[ёщъЁЩЪ]")


@pytest.fixture(scope="module")
def records():
    return list(archive.records(10_000))


@pytest.fixture(scope="module")
def stories(records):
    return [record for record in records if "type" not in record]


def texts(story):
    """What a reader sees of a story in words."""
    html = re.sub(r"<[^>]+>", " ", story["body_html"]).replace("&nbsp;", " ")
    return [story["headline"], story["standfirst"], html, story["section"], *story["tags"]]


def test_an_archive_is_the_same_on_every_machine():
    lines = [json.dumps(record, ensure_ascii=False) for record in archive.records(2000)]

    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()

    assert digest == FIRST_2000


def test_another_seed_tells_other_stories():
    one, other = (
        [record["headline"] for record in archive.records(300, seed=seed) if "type" not in record]
        for seed in (1, 2)
    )

    assert len(set(one) & set(other)) < 30


def test_a_record_is_made_when_it_is_asked_for():
    few = list(islice(archive.records(archive.MOST), 1000))

    assert len(few) == 1000


def test_every_record_is_one_of_the_exchange_format(records):
    faults = [str(fault) for record in records for fault in read(record)[1]]

    assert faults == []


def test_no_two_stories_have_one_headline_or_one_name_or_one_old_address(stories):
    for values in (
        [story["headline"] for story in stories],
        [story["external_id"] for story in stories],
        [path for story in stories for path in story.get("old_addresses", ())],
    ):
        assert len(set(values)) == len(values)


def test_every_word_is_in_one_script(records, stories):
    names = [name for record in records if "type" in record for name in record["name"].values()]
    told = {text for story in stories for text in texts(story)}

    assert [text for text in {*names, *told} if languages.is_mixed_script(text)] == []


def test_a_story_speaks_its_language_alone(stories):
    for story in stories:
        told = " ".join(texts(story))
        letters = {"kk": "[A-Za-z]|" + RUSSIAN_ONLY.pattern, "ru": f"[A-Za-z]|{KAZAKH.pattern}"}
        strange = letters.get(story["language"], "[А-Яа-я]|" + KAZAKH.pattern)
        assert not re.search(strange, told), (story["external_id"], told)
        assert "{" not in told


def test_every_sentence_of_the_files_is_whole():
    words = read_words()
    lists = [words.text[name] for name in ("paragraphs", "quotes", "headings", "reasons")]
    events = [[event.standfirst, event.lead, event.headline] for event in words.events]

    told = [text for rows in [*lists, *events] for row in rows for text in row]

    assert len(told) / 3 > 100
    assert all(text[0].isupper() or text[0] == "{" for text in told)
    assert not any("  " in text or " -" in text or text != text.strip() for text in told)


def test_numbers_go_with_the_russian_genitive_plural():
    small = range(5, 21)

    assert all(number % 10 in (0, 5) for number in NUMBERS)
    assert all(number % 10 in (0, *range(5, 10)) or 11 <= number <= 14 for number in small)


def test_bodies_are_stored_as_they_are_written(stories):
    for story in stories[:2000]:
        html = re.sub(r'data-article="[^"]+"', 'data-article="7"', story["body_html"])
        assert body.clean_html(html) == html


def test_stories_point_at_earlier_ones_of_their_language(stories):
    known = {}
    for story in stories:
        pointed = re.findall(r'data-article="([^"]+)"', story["body_html"])
        pointed += story.get("related", [])
        assert all(known[one] == story["language"] for one in pointed)
        known[story["external_id"]] = story["language"]


def test_what_a_story_stands_under_is_named_before_it(records):
    known = {
        (record["type"], name)
        for record in records
        if "type" in record
        for name in record["name"].values()
    }
    for story in (record for record in records if "type" not in record):
        used = {("section", story["section"])} | {("tag", tag) for tag in story["tags"]}
        used |= {("author", name) for name in story["authors"]}
        used |= {("source", source["name"]) for source in story.get("sources", ())}
        assert used <= known


def test_the_mixture_is_that_of_a_newsroom(records, stories):
    count = len(stories)
    kinds = Counter(record.get("type", "story") for record in records)
    languages_of = Counter(story["group"] for story in stories)
    tagged = Counter(tag for story in stories for tag in story["tags"])
    everywhere = sum(tagged[name] for name in read_words().tags["everywhere"])
    statuses = Counter(story["status"] for story in stories)
    moments = Counter(story.get("published_at") for story in stories)
    days = Counter(datetime.fromisoformat(at).weekday() for at in moments if at)

    assert (kinds["section"], kinds["source"], kinds["author"]) == (10, 40, 30)
    assert 380 <= kinds["tag"] <= 420
    assert 0.28 < sum(number > 1 for number in languages_of.values()) / len(languages_of) < 0.45
    assert 0.47 < everywhere / count < 0.53
    assert 0.005 < statuses["withdrawn"] / count < 0.015
    assert 0 < statuses["draft"] / count < 0.02
    assert sorted(moments.values())[-2:] > [count // 60] * 2
    assert days[6] < days[5] < days[0] * 0.6
    assert 0.05 < sum("updated_at" in story for story in stories) / count < 0.1
    assert 0.4 < sum("old_addresses" in story for story in stories) / count < 0.6
    paragraphs = Counter(story["body_html"].count("<p>") for story in stories)
    assert min(paragraphs) >= 3 and max(paragraphs) >= 11


def test_few_are_common_and_most_are_rare():
    sums = falling(100)
    weights = [sums[0], *(after - before for before, after in zip(sums, sums[1:], strict=False))]

    assert weights == sorted(weights, reverse=True)
    assert weights[0] > sum(weights[10:])


def test_moments_rise_and_end_before_the_last_day(stories):
    moments = [story["published_at"] for story in stories if "published_at" in story]

    assert moments == sorted(moments)
    assert moments[0] > "2014" and moments[-1] < archive.UNTIL.isoformat()


@pytest.mark.parametrize("name", ["archive.jsonl", "archive.jsonl.gz"])
def test_an_operator_writes_an_archive_into_a_file(tmp_path, name):
    out = io.StringIO()

    call_command("make_archive", "50", out=tmp_path / name, body="small", stdout=out)

    content = (tmp_path / name).read_bytes()
    content = gzip.decompress(content) if name.endswith("gz") else content
    lines = [json.loads(line) for line in content.decode().splitlines()]
    assert lines == list(archive.records(50, full=False))
    assert "50 stories" in out.getvalue()


def test_photos_lie_beside_the_file(tmp_path, quick_pictures):
    call_command("make_archive", "50", out=tmp_path / "a.jsonl", photos=True, stdout=io.StringIO())

    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    files = {record["photo"]["file"] for record in map(json.loads, lines) if "photo" in record}
    assert files
    assert all((tmp_path / file).is_file() for file in files)


@pytest.mark.parametrize("count", [0, archive.MOST + 1])
def test_an_archive_beyond_measure_is_refused(tmp_path, count):
    with pytest.raises(CommandError):
        call_command("make_archive", str(count), out=tmp_path / "a.jsonl")


def test_an_archive_and_the_demo_stand_in_one_newsroom():
    """A section that both name is one section, so its names are the same in every language."""
    words, demo = read_words(), content.read().shared
    for ours, theirs in (
        (words.sections.values(), [facts["names"] for facts in demo["sections"].values()]),
        (words.tags["topics"], demo["tags"].values()),
    ):
        for names in ours:
            met = [other for other in theirs if set(names) & set(other)]
            assert all(other == names for other in met), names


@pytest.mark.django_db
def test_an_empty_newsroom_is_filled_and_filled_again_stays_as_it_is():
    first, again = io.StringIO(), io.StringIO()

    call_command("make_archive", "300", stdout=first)
    call_command("make_archive", "300", stdout=again)

    assert first.getvalue() == "300 stories.\n"
    assert again.getvalue() == "0 stories, 300 here already.\n"
    assert Edition.objects.live().count() > 280


def test_a_production_newsroom_is_not_filled_with_invented_news(settings, tmp_path):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="--out"):
        call_command("make_archive", "10")
    call_command("make_archive", "10", out=tmp_path / "a.jsonl", stdout=io.StringIO())

    assert (tmp_path / "a.jsonl").exists()
