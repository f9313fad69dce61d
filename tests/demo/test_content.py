"""The texts of the demo: whole, in one script, set as a proofreader would set them."""

import re

import pytest

from articles import body
from articles.models.copy import Kind
from articles.models.names import RESERVED
from newsroom import languages
from newsroom.demo import content, pictures
from newsroom.staff.roles import Role

CONTENT = content.read()
SHARED = CONTENT.shared
STORIES = SHARED["stories"]
ORDER = list(STORIES)
TEXTS = [
    (name, language, text)
    for name, versions in CONTENT.texts.items()
    for language, text in versions.items()
]
every_text = pytest.mark.parametrize(
    ("name", "language", "text"), TEXTS, ids=[f"{name}-{code}" for name, code, _ in TEXTS]
)


def words(html):
    return re.sub(r"<[^>]+>", " ", html)


def strings(value):
    """Every text inside nested lists and dictionaries."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def referred(text, kind):
    return re.findall(rf'data-{kind}="([^"]+)"', text["body"])


def test_a_newsroom_of_ten_stories_in_every_language():
    counts = {
        code: sum(language == code for _, language, _ in TEXTS) for code in ("kk", "ru", "en")
    }
    translated = [name for name, versions in CONTENT.texts.items() if len(versions) == 3]

    assert min(counts.values()) >= 10
    assert len(translated) >= 7


def test_every_kind_of_story_and_every_standing_is_there():
    kinds = {facts["kind"] for facts in STORIES.values()}
    drafts = [facts for facts in STORIES.values() if not {"hours", "tomorrow_at"} & set(facts)]

    assert kinds == set(Kind.values) - {Kind.LIVE}
    assert sum(facts.get("urgent", False) for facts in STORIES.values()) == 1
    assert sum(facts.get("is_lead", False) for facts in STORIES.values()) == 1
    assert any("tomorrow_at" in facts for facts in STORIES.values())
    assert any("withdraw" in facts for facts in STORIES.values())
    assert len(drafts) == 1


def test_what_a_story_is_filed_under_exists():
    for name, facts in STORIES.items():
        assert facts["section"] in SHARED["sections"], name
        assert facts["photo"] in SHARED["photos"], name
        assert set(facts["tags"]) <= set(SHARED["tags"]), name
        assert set(facts.get("sources", {})) <= set(SHARED["sources"]), name
        assert set(facts.get("authors", ())) <= set(SHARED["authors"]), name
        assert facts.get("own_reporting", False) != bool(facts.get("sources")), name


def test_a_story_points_only_at_older_ones():
    for name, facts in STORIES.items():
        older = ORDER[: ORDER.index(name)]
        assert set(facts.get("related", ())) <= set(older), name


def test_photos_are_drawn_described_and_credited():
    for name, facts in SHARED["photos"].items():
        assert name in pictures.SCENES
        assert facts["credit"] in SHARED["credits"]
        assert len(facts["alts"]) == 3
        assert all(20 <= len(alt) <= 160 for alt in facts["alts"]), name
    assert set(SHARED["photos"]) == set(pictures.SCENES)


def test_there_is_one_person_for_every_role():
    assert [person["role"] for person in SHARED["users"].values()] == [role.value for role in Role]
    for facts in SHARED["authors"].values():
        assert facts.get("user", "reporter") in SHARED["users"]


def test_no_section_takes_a_reserved_word():
    for facts in SHARED["sections"].values():
        assert not set(facts["slugs"]) & set(RESERVED)


@every_text
def test_text_has_all_its_parts_in_their_lengths(name, language, text):
    assert len(text["headline"]) <= 100
    assert len(text["short_headline"]) <= 60
    assert 80 <= len(text["standfirst"]) <= 220
    assert 4 <= text["body"].count("<p>") <= 12
    assert not text["headline"].endswith(".")


@every_text
def test_caption_says_what_is_shown_and_not_who_took_it(name, language, text):
    credit = SHARED["credits"][SHARED["photos"][STORIES[name]["photo"]]["credit"]]

    assert len(text["caption"]) > 40
    assert not any(one and one in text["caption"] for one in credit)


@every_text
def test_objects_in_the_text_exist_in_its_language(name, language, text):
    older = ORDER[: ORDER.index(name)]

    assert set(referred(text, "photo")) <= set(SHARED["photos"])
    for names in referred(text, "gallery"):
        assert set(names.split(",")) <= set(SHARED["photos"])
    for target in referred(text, "article"):
        assert target in older
        assert language in CONTENT.texts[target]


@every_text
def test_body_is_stored_as_it_is_written(name, language, text):
    html = re.sub(r'data-(photo|article)="[a-z_]+"', r'data-\1="7"', text["body"])
    html = re.sub(r'data-gallery="[a-z_,]+"', 'data-gallery="7,8"', html)

    cleaned = body.clean_html(html).replace("&nbsp;", content.NBSP)

    assert re.sub(r"\s", "", cleaned) == re.sub(r"\s", "", html)


@every_text
def test_somebody_is_quoted_by_name(name, language, text):
    quotes = re.findall(r"<blockquote><p>(.+?)</p><cite>(.+?)</cite></blockquote>", text["body"])

    assert quotes
    for quote, speaker in quotes:
        assert re.fullmatch(r"“.+”" if language == "en" else r"«.+»\.", quote)
        assert ", " in speaker


@every_text
def test_facts_are_attributed_with_a_ready_phrase(name, language, text):
    for source in STORIES[name].get("sources", {}):
        phrases = SHARED["sources"][source]["phrases"][language]
        said = text["body"].lower()
        assert any(phrase.lower() in said for phrase in phrases), source


@every_text
def test_text_is_set_as_a_proofreader_would(name, language, text):
    for line in strings(text):
        plain = words(line)
        assert " - " not in plain
        assert not re.search(r"\d-\d", plain)
        assert '"' not in plain
        assert not re.search(r"\s[,.;:!?]", plain.replace("> ", ""))
        assert plain.count("«") == plain.count("»")
        assert not re.search(r"\d (млн|млрд|мың|тыс|теңге|тенге|%|км|метр|МВт|million|MW)", plain)


def test_no_word_mixes_two_scripts():
    everything = [*strings(SHARED), *strings(CONTENT.sites), *strings(CONTENT.texts)]

    mixed = [
        word
        for text in everything
        for word in re.findall(r"\S+", words(text))
        if languages.is_mixed_script(word)
    ]

    assert mixed == []


def test_kazakh_and_russian_texts_hold_no_latin_words():
    for name, language, text in TEXTS:
        if language != "en":
            assert not re.search("[A-Za-z]", " ".join(words(one) for one in strings(text))), name


def test_the_newsroom_has_a_name_in_one_script_and_its_pages_in_every_language():
    assert re.fullmatch("[А-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІі]+", CONTENT.sites["kk"]["name"])
    assert re.fullmatch("[А-Яа-я]+", CONTENT.sites["ru"]["name"])
    assert re.fullmatch("[A-Za-z]+", CONTENT.sites["en"]["name"])
    for site in CONTENT.sites.values():
        assert {page["key"] for page in site["pages"]} == {
            "about",
            "contacts",
            "rules",
            "corrections",
        }
        assert all(item["picture"] in SHARED["photos"] for item in site["partners"])


def test_addresses_lead_to_names_nobody_owns():
    for text in [*strings(SHARED), *strings(CONTENT.sites), *strings(CONTENT.texts)]:
        for host in re.findall(r"https?://([^/\s\"]+)", text):
            assert host.endswith(".example")
