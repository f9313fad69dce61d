"""What is written out and brought in somewhere else is the same, to the byte."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import desk, publishing
from articles.models import Article, AttributionPhrase, Edition, Story
from newsroom.photos import library
from tests.articles.exchange import SECTION, Desk, story

HOUR = datetime.timedelta(hours=1)
MP4 = b"\0\0\0\x18ftypmp42" + b"\0" * 100


@pytest.fixture
def operator(db, tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def photos(operator):
    made = []
    for colour in ("navy", "olive", "teal"):
        with (operator.folder / operator.draw(colour=colour)).open("rb") as file:
            made.append(library.add(file, by=None, credit=f"Фотограф {colour}", alt="Көпір"))
    library.refocus(made[1], 0.25, 0.25)
    made[2].caption, made[2].rights = "Қала", "Бір рет қана"
    made[2].save()
    return made


@pytest.fixture
def newsroom(
    photos, make_section, make_tag, make_source, make_author, make_programme, make_article, chief
):
    """A story of every kind and state, in three languages."""
    section = make_section(name_kk="Қоғам", name_ru="Общество", name_en="", order=3)
    source = make_source(kind="agency", site_url="https://a.example/", contacts="8 701")
    source.default_credit = photos[0].credit
    source.save()
    AttributionPhrase.objects.create(source=source, language="kk", phrase="агенттіктің айтуынша")
    tags = [make_tag(name_kk="Су", aliases_kk="Ауыз су\nӨзен"), make_tag(name_ru="")]
    namesake = make_author(name_kk="Асан", name_ru="")
    authors = [make_author(name_kk="Асан", portrait=photos[2]), namesake]
    gallery = f'<figure data-gallery="{photos[1].pk},{photos[2].pk}"><figcaption>Екеуі</figcaption>'
    body = f'<p>«Тырнақша» &amp; <a href="/x/">сілтеме</a>.</p>\n{gallery}</figure>'
    embed = f'<figure data-embed="youtube:abcdefghijk" data-photo="{photos[0].pk}"></figure>'

    def make(headline, **fields):
        return make_article(headline=headline, section=section, **fields)

    plain, later = make("Жай"), make("Кейін", body=body + embed, lead_photo=photos[0])
    aside = f'<p>Оқыңыз</p><aside data-article="{later.pk}"></aside>'
    first = make(
        "Толық",
        body=aside,
        standfirst="Екі\nжол",
        short_headline="Қысқа",
        lead_photo=photos[1],
        lead_caption="Не көрінеді",
        sources=[(source, "https://a.example/1")],
        authors=authors[::-1],
        tags=tags,
        related=[later, plain],
        urgent=True,
        is_lead=True,
        pinned_until=timezone.now() + HOUR,
    )
    story_of_two = Story.objects.create()
    report = {"kind": "tv_report", "programme": make_programme(), "video_seconds": 65}
    states = {
        "out": first,
        "updated": make("Жаңартылған", story=story_of_two),
        "other language": make("Новость", story=story_of_two, language="ru"),
        "newer at the desk": later,
        "scheduled": make("Ертең"),
        "withdrawn": make("Алынған"),
        "killed": make("Қате"),
        "revived": make("Қайта"),
        "to be withdrawn": make("Уақытша"),
        "report": make(
            "ТВ",
            **report,
            aired_on=datetime.date(2026, 11, 24),
            video_file=ContentFile(MP4, "a.mp4"),
            poster=photos[0],
        ),
        "corrected": make(
            "Түзетілген", label="campaign", paid_by="Сайлау қоры", is_quiet=True, is_flash=True
        ),
        "practice": make("Жаттығу", is_practice=True, legal_risk=True, minors=True),
        "draft": plain,
        "spiked": make("Өшкен"),
    }
    ago = timezone.now() - 5 * HOUR
    for name, article in states.items():
        if name not in ("draft", "scheduled", "spiked", "practice"):
            publishing.publish(article, by=chief, at=ago, backdated=True)
    publishing.update(states["updated"], by=chief)
    publishing.correct(states["corrected"], by=chief, note="Сан қате болды.")
    publishing.publish(states["scheduled"], by=chief, at=timezone.now() + 30 * HOUR)
    publishing.withdraw(states["withdrawn"], by=chief, public_reason="Мерзімі өтті")
    publishing.kill(states["killed"], by=chief, public_reason="Қате болды")
    publishing.withdraw(states["revived"], by=chief)
    publishing.revive(states["revived"], by=chief)
    publishing.withdraw(states["to be withdrawn"], by=chief, at=timezone.now() + 30 * HOUR)
    publishing.spike(states["spiked"], by=chief)
    newer = Article.objects.get(pk=later.pk)
    newer.headline = "Әлі жарияланбаған"
    desk.write(newer, by=chief, edit_no=newer.edit_no)
    first.redirect_set.create(old_path="/old/1.html")
    return states


def empty():
    """The database as after the first migrate."""
    with connection.constraint_checks_disabled():
        call_command("flush", interactive=False, verbosity=0)


SOUGHT = ["толығ", "толык", "су", "өзен", '"ауыз су"', "тырнақша", "алынған", "ертең", "уақытша"]


@pytest.mark.django_db(transaction=True)
def test_what_moved_is_found_as_before(operator, newsroom, settings, client):
    def hits():
        answers = [client.get("/search/", {"q": word}).context for word in SOUGHT]
        return [sorted(one.headline for one in it.get("editions", ())) for it in answers]

    before = hits()
    operator.give()
    empty()
    settings.MEDIA_ROOT = operator.folder / "elsewhere"
    gone = hits()

    operator.bring(name="given.jsonl")

    assert before == hits() and before[3] == ["Толық"] and before[8] == ["Уақытша"]
    assert not any(gone)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["given.jsonl", "given.jsonl.gz"])
def test_out_in_and_out_again_is_the_same_to_the_byte(operator, newsroom, settings, name):
    before = operator.give(name)
    states = {one.headline: one.status for one in Article.objects.all()}
    live = {one.headline for one in Edition.objects.live()}
    empty()
    settings.MEDIA_ROOT = operator.folder / "elsewhere"

    told, content = operator.bring(name=name)

    assert content, told
    files = {path: path.read_bytes() for path in operator.folder.glob("*/*.*")}
    assert operator.give(name) == before
    assert {path: path.read_bytes() for path in operator.folder.glob("*/*.*")} == files
    states["Кейін"] = states.pop("Әлі жарияланбаған")
    assert {one.headline: one.status for one in Article.objects.all()} == states
    assert {one.headline for one in Edition.objects.live()} == live


def test_of_a_story_under_embargo_no_word_is_given(operator, make_article):
    make_article(headline="Құпия", embargoed_until=timezone.now() + HOUR)

    assert "Құпия".encode() not in operator.give("given.jsonl")


def test_what_the_desk_has_not_published_is_not_given_as_published(operator, newsroom):
    given = operator.give().decode()

    assert "Әлі жарияланбаған" not in given and "Кейін" in given


def test_a_reference_to_a_story_that_never_came_is_given_again(operator):
    late = story("a", related=["x", "b"], body_html='<aside data-article="y &quot;"></aside>')
    operator.bring(SECTION, late, story("b"))

    given = operator.give().decode()

    assert '"related":["x","b"]' in given
    assert '<aside data-article=\\"y &quot;\\"></aside>' in given


def test_an_unfinished_export_leaves_no_file_under_its_name(operator, monkeypatch):
    operator.bring(SECTION, story("a"))
    (operator.folder / "given.jsonl").write_text("the last good one")

    def fail(*_args):
        raise OSError("disk full")

    monkeypatch.setattr("articles.exchange.giving.Gift._story", fail)
    with pytest.raises(Exception, match="disk full"):
        operator.give()

    assert (operator.folder / "given.jsonl").read_text() == "the last good one"


def test_an_export_costs_a_number_of_queries_that_does_not_grow(
    operator, django_assert_max_num_queries
):
    operator.bring(SECTION, *(story(f"{number}", tags=["Су"]) for number in range(120)))

    with django_assert_max_num_queries(30):
        operator.give()
