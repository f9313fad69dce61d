"""The gate beside the form speaks of the text as it is typed, and mends what a machine can."""

import pytest
from django.urls import reverse
from django.utils import translation

from articles.admin import checking
from articles.models import Article, Tag
from newsroom.pagecache.models import Change
from newsroom.staff.models import AuditEntry
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(desk_client, typed):
    """field → finding, of a new story typed in the form."""

    def said(**changed):
        answer = desk_client.post(reverse("admin:articles_article_check_new"), typed(**changed))
        return {one["field"]: one for one in answer.json()["findings"]}

    return said


def test_nothing_is_said_of_a_good_text_and_nothing_is_saved(ask):
    assert ask() == {}
    assert not Article.objects.exists()


def test_what_is_missing_is_told_while_typing(ask):
    said = ask(own_reporting="", body="")

    assert said["sources"]["severity"] == "blocker"
    assert said["body"]["severity"] == "blocker"


def test_mixed_letters_are_named_and_mended_everywhere(ask):
    said = ask(headline="Аcтана қаласы", body="<p>Ол Аcтанада, COP29-дың алдында.</p>")

    finding = said["headline"]
    assert [mark["text"] for mark in finding["marks"]] == ["Аcтана", "Аcтанада"]
    assert [mark["letters"] for mark in finding["marks"]] == [[1], [1]]
    assert finding["fix"]["values"] == {
        "headline": "Астана қаласы",
        "body": "<p>Ол Астанада, COP29-дың алдында.</p>",
    }


def test_quotation_marks_of_another_language_are_mended(ask):
    said = ask(body='<p>Ол "жол ашық" деді.</p><p>"Иә"</p>')

    assert said["body"]["fix"]["values"] == {"body": "<p>Ол «жол ашық» деді.</p>\n<p>«Иә»</p>"}


def test_what_the_form_lets_stand_is_not_told_even_before_it_is_saved(ask):
    stets = '[["name_ending", "АҚШ-дың"]]'

    assert ask(body="<p>АҚШ-дың елшісі</p>")["body"]["marks"]
    assert ask(body="<p>АҚШ-дың елшісі</p>", stets=stets) == {}


def test_of_one_place_the_form_gets_its_words_and_not_the_whole_text(ask):
    said = ask(body='<p>Ол "жол ашық" деді.</p>')

    (mark,) = said["body"]["marks"]
    around = mark["before"] + mark["text"] + mark["after"]
    assert (around, mark["replacement"]) == ('Ол "жол ашық" деді.', "«жол ашық»")
    assert said["body"]["fix"]["values"] == {}


def test_a_hyphen_that_stands_for_a_dash_is_mended_and_no_other(ask):
    said = ask(headline="Күні - бүгін, −5 градус", body="<p>- Бала-шаға, COVID-19, -5 --</p>")

    assert said["headline"]["fix"]["values"] == {
        "headline": "Күні – бүгін, −5 градус",
        "body": "<p>– Бала-шаға, COVID-19, -5 --</p>",
    }


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"headline": "Көпір " * 20}, "short_headline"),
        ({"body": "<p>Саны ???.</p>"}, "body"),
        ({"body": "<p>Ол «жол деді.</p>"}, "body"),
        ({"standfirst": "lorem ipsum"}, "standfirst"),
    ],
)
def test_advice_names_its_field_and_stops_nobody(ask, changed, field):
    said = ask(**changed)

    assert said[field]["severity"] == "advice"


def test_a_story_under_read_also_that_is_not_public_is_told(ask, make_article):
    draft = make_article()

    assert ask(body=f'<p>Мәтін.</p><aside data-article="{draft.pk}"></aside>')["body"]


@pytest.mark.parametrize("site", ["", "http://localhost:8000"])
def test_a_link_to_a_story_that_is_not_public_is_told(
    ask, make_article, make_edition, settings, site
):
    settings.SITE_URL = "http://localhost:8000"
    live, draft = make_edition(), make_article()

    def said(path):
        return ask(body=f'<p><a href="{site}{path}">Бұрын</a> хабарлағанбыз.</p>').get("body")

    assert said(live.get_absolute_url()) is None
    assert said(f"/ru/tag/covid-{draft.pk}/") is None
    assert said(f"/ru/qogam/oqiga-{draft.pk}/?a=1")["severity"] == "advice"


def test_a_headline_too_long_to_save_is_told_before_saving(ask):
    assert ask(headline="К" * 300)["headline"]["severity"] == "blocker"


def test_nothing_is_said_of_a_text_that_somebody_else_has_saved(desk_client, typed, make_article):
    article = make_article()
    address = reverse("admin:articles_article_check", args=[article.pk])

    answer = desk_client.post(address, typed(edit_no=0))

    assert answer.json() == {"findings": None, "tally": {"words": "", "severity": ""}}


@pytest.mark.parametrize(
    ("language", "blocking", "words"),
    [
        ("kk", [True, False, True], "2 кедергі · 1 кеңес"),
        ("ru", [True], "1 препятствие"),
        ("ru", [True] * 2 + [False] * 5, "2 препятствия · 5 советов"),
        ("ru", [True] * 11 + [False] * 21, "11 препятствий · 21 совет"),
        ("en", [False] * 3, "3 pieces of advice"),
        ("kk", [], ""),
    ],
)
def test_the_bar_counts_what_the_card_says_in_the_editors_language(language, blocking, words):
    with translation.override(language):
        assert checking.tally(blocking)["words"] == words


def test_the_count_stands_in_the_bar_without_a_script_and_leads_to_the_card(
    desk_client, make_article
):
    article = make_article(own_reporting=False, lead_photo=None)

    page = desk_client.get(reverse("admin:articles_article_change", args=[article.pk]))

    tally, findings = page.context["tally"], page.context["findings"]
    assert tally["severity"] == "blocker"
    assert tally["words"].startswith(str(sum(one.is_blocker for one in findings)))
    assert f'href="#findings" data-tally>{tally["words"]}</a>' in page.content.decode()
    assert 'id="findings"' in page.content.decode()


def test_a_good_story_has_no_count_in_its_bar(desk_client, make_article):
    article = make_article(own_reporting=True)

    page = desk_client.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert page.context["findings"] == []
    assert "data-tally hidden></a>" in page.content.decode()


def test_a_shared_name_is_mended_by_one_press_in_every_language(desk_client, ask, make_tag):
    tag = make_tag(name_kk="Экoлогия", name_ru="Экoлогия и мы", name_en="Ecology")
    address = ask(tags=[str(tag.pk)])["tags"]["rename"]["url"]
    kept = Change.objects.count()

    answer = desk_client.post(address)

    tag.refresh_from_db()
    assert answer.json() == {"name": "Экология"}
    assert [tag.name_kk, tag.name_ru, tag.name_en] == ["Экология", "Экология и мы", "Ecology"]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.model, entry.row) == ("row.change", "articles.tag", tag.pk)
    assert f"tag-{tag.pk}" in Change.objects.latest("pk").keys.split()
    assert Change.objects.count() == kept + 1
    assert ask(tags=[str(tag.pk)]) == {}


# Its two parts are mended each for itself, and only then, read as one word, it is Тома.
PARTED = 'Т\N{LATIN SMALL LETTER O}"\N{LATIN CAPITAL LETTER M}\N{LATIN CAPITAL LETTER A}'


def test_a_name_that_another_tag_has_is_not_taken_from_it(desk_client, make_tag):
    tag = make_tag(name_kk=PARTED)
    make_tag(name_kk="Тома")
    kept = Change.objects.count()

    answer = desk_client.post(reverse("admin:articles_tag_letters", args=[tag.pk]))

    assert answer.status_code == 409
    assert answer.json() == {"error": "Бұл – басқа тегтің атауы: Тома."}
    tag.refresh_from_db()
    assert (tag.name_kk, Change.objects.count()) == (PARTED, kept)


def test_a_name_that_a_colleague_takes_at_the_same_moment_is_told_too(
    desk_client, make_tag, monkeypatch
):
    tag = make_tag(name_kk=PARTED)

    def too_early(_tag):
        before.undo()
        make_tag(name_kk="Тома")
        return []

    with monkeypatch.context() as before:
        before.setattr(Tag, "twins", too_early)
        answer = desk_client.post(reverse("admin:articles_tag_letters", args=[tag.pk]))

    assert answer.status_code == 409
    assert answer.json() == {"error": "Бұл – басқа тегтің атауы: Тома."}


def test_a_name_without_a_fault_is_left_alone(desk_client, make_source):
    source = make_source(name_kk="Tesla-ның баспасөз қызметі")
    kept = Change.objects.count()

    answer = desk_client.post(reverse("admin:articles_source_letters", args=[source.pk]))

    assert answer.json() == {"name": "Tesla-ның баспасөз қызметі"}
    assert Change.objects.count() == kept


def test_who_may_not_change_a_name_is_offered_no_press(client, make_user, make_tag, typed):
    tag = make_tag(name_kk="Экoлогия")
    client.force_login(make_user(Role.REPORTER))

    said = client.post(reverse("admin:articles_article_check_new"), typed(tags=[str(tag.pk)]))
    answer = client.post(reverse("admin:articles_tag_letters", args=[tag.pk]))

    [finding] = [one for one in said.json()["findings"] if one["field"] == "tags"]
    assert finding["rename"] is None
    assert answer.status_code == 403


def test_a_tag_that_is_still_to_be_made_is_mended_in_the_form(ask):
    rename = ask(tags=["new:Экoлогия"])["tags"]["rename"]

    assert rename["chosen"] == "new:Экoлогия"
    assert (rename["old"], rename["letters"], rename["new"]) == ("Экoлогия", [2], "Экология")
    assert rename["url"] == ""


def test_letters_that_only_a_person_can_judge_are_told_without_a_press(ask, make_tag):
    finding = ask(tags=[str(make_tag(name_kk="Қазf").pk)])["tags"]

    assert (finding["words"], finding["rename"]) == ("Қазf", None)
