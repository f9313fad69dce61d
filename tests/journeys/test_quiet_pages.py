"""Pages keep to themselves: nothing in the console, no other host asked, nothing refused."""

import contextlib

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from articles import publishing, reviewing
from newsroom.staff.roles import Role
from tests.browser import stands, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EMBED = '<figure data-embed="youtube:dQw4w9WgXcQ"><figcaption>Видео</figcaption></figure>'


@pytest.fixture
def site_with_everything(make_newsroom, make_article, make_edition, make_photo, chief):
    newsroom = make_newsroom("kk")
    photo = make_photo()
    filed = {"section": newsroom.section, "tags": [newsroom.tag]}
    newsroom.story = make_edition(
        headline="Бәрі бар",
        lead_photo=photo,
        body=f'<p>Мәтін.</p>{EMBED}<figure data-photo="{photo.pk}"></figure>'
        f'<aside data-article="{newsroom.read_also.article_id}"></aside>'
        "<blockquote><p>Сөз</p><cite>А. Б.</cite></blockquote><table><tr><td>1</td></tr></table>",
        sources=[(newsroom.source, "")],
        is_lead=True,
        urgent=True,
        **filed,
    )
    newsroom.gone = make_edition(headline="Алынған")
    publishing.withdraw(newsroom.gone.article, by=chief)
    return newsroom


@pytest.mark.parametrize("options", [{}, {"phone": True, "color_scheme": "dark"}])
def test_readers_pages_say_nothing_and_ask_nobody(site_with_everything, somebody, options):
    newsroom = site_with_everything
    reader = somebody(**options)
    rows = [newsroom.section, newsroom.tag, newsroom.source]
    found = ["/", "/ru/", *(row.get_absolute_url() for row in rows)]
    found.append(newsroom.story.get_absolute_url())

    answers = [quiet(reader, path) for path in found]
    answers.append(quiet(reader, newsroom.gone.get_absolute_url()))
    answers.append(quiet(reader, "/joq-bet/"))

    assert answers == [200] * len(found) + [410, 404]
    assert reader.faults == []


def quiet(reader, path):
    """Seen to the end, where pictures are that are fetched late."""
    status = reader.open(path)
    reader.page.keyboard.press("End")
    reader.page.wait_for_load_state("networkidle")
    assert (
        reader.page.evaluate("document.documentElement.scrollWidth")
        <= (reader.page.viewport_size["width"])
    ), path
    return status


def test_an_embed_asks_its_host_only_when_it_is_pressed(site_with_everything, somebody):
    reader = somebody()
    asked = []
    reader.page.context.route("https://**", lambda route: (asked.append(route), route.abort()))
    reader.open(site_with_everything.story.get_absolute_url())
    before = len(asked)

    reader.click(".embed-link")
    reader.find(".embed-frame").wait_for()

    assert before == 0
    assert reader.find(".embed-frame").get_attribute("src").startswith("https://")


def test_no_page_of_the_desk_complains(site_with_everything, at_desk, make_user):
    desk = at_desk(make_user([Role.CHIEF_EDITOR, Role.ADMINISTRATOR], language="kk"))
    pages = ["/admin/", "/admin/password_change/", "/admin/staff/user/own/"]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        first = model._default_manager.first()
        for page, args in (("changelist", []), ("add", []), ("change", first and [first.pk])):
            if args is not None:
                with contextlib.suppress(NoReverseMatch):  # not every row has all three
                    pages.append(reverse(f"{name}_{page}", args=args))

    answers = {path: desk.open(path) for path in pages}

    assert {path for path, status in answers.items() if status not in (200, 403)} == set()
    assert sum(status == 200 for status in answers.values()) > 20
    assert desk.faults == []


def test_a_phone_shows_the_whole_width_of_a_history(site_with_everything, at_desk, chief):
    desk = at_desk(chief, phone=True)
    story = site_with_everything.gone.article

    assert quiet(desk, reverse("admin:articles_article_history", args=[story.pk])) == 200
    assert desk.find(".story-steps tbody tr").count() == 2


def test_on_a_phone_every_button_of_a_story_holds_its_word(at_desk, make_article, make_user):
    article = make_article()
    reviewing.submit(article, by=article.created_by)
    editor = make_user(Role.EDITOR, sections=[article.section], language="kk")
    desk = at_desk(editor, phone=True)
    address = reverse("admin:articles_article_change", args=[article.pk])

    assert quiet(desk, address) == 200
    buttons = desk.find(".story-buttons > .desk-button, .story-buttons > details > summary")
    too_wide = buttons.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth)")
    assert buttons.count() >= 5
    assert too_wide == []


def test_on_a_phone_what_a_button_asks_stands_on_the_screen(at_desk, make_article, make_user):
    article = make_article()
    reviewing.submit(article, by=article.created_by)
    editor = make_user(Role.EDITOR, sections=[article.section], language="kk")
    desk = at_desk(editor, phone=True)
    desk.open(reverse("admin:articles_article_change", args=[article.pk]))

    desk.click(".story-ask summary")

    desk.find(".story-ask-panel").wait_for()
    stands(desk.page)
    box = desk.find(".story-ask-panel").bounding_box()
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 390


def test_on_a_phone_a_long_headline_is_seen_to_its_end(at_desk, make_article, chief):
    article = make_article(headline="Министрлік жаңа мектептердің тізімін " * 5)
    desk = at_desk(chief, phone=True)

    desk.open(reverse("admin:articles_article_change", args=[article.pk]))

    hidden = "box => box.scrollHeight - box.clientHeight"
    assert until(desk.page, lambda: desk.find("#id_headline").evaluate(hidden) == 0)


def test_on_a_phone_a_headline_of_one_long_word_stays_on_the_screen(
    at_desk, make_article, make_user
):
    writer = make_user(Role.REPORTER, language="kk")
    mine = make_article(headline="Т" * 200, by=writer)
    others = make_article(headline="Т" * 199)
    desk = at_desk(writer, phone=True)

    for path in (
        "/admin/",
        reverse("admin:articles_article_changelist"),
        reverse("admin:articles_article_change", args=[mine.pk]),
        reverse("admin:articles_article_change", args=[others.pk]),
        reverse("admin:articles_article_history", args=[mine.pk]),
        reverse("admin:articles_article_compare", args=[mine.pk]),
    ):
        assert quiet(desk, path) == 200
