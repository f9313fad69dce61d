"""The editor where it is used: the form of a story at the desk."""

import pytest
from django.conf import settings
from django.urls import reverse

from articles.body import clean_html
from articles.models import Article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chrome, live_server, client, chief):
    """The chief editor's browser, signed in."""
    client.force_login(chief)
    context = chrome.new_context()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page = context.new_page()
    yield page
    context.close()


def test_a_story_opened_and_saved_untouched_keeps_every_byte_of_its_text(
    page, live_server, make_article, make_edition, make_photo
):
    photo, target = make_photo(caption="Көпір"), make_edition(headline="Жаңа мектеп")
    text = clean_html(
        f"""<h2>Тақырыпша</h2><p>Мәтін <strong>қалың</strong> 1&nbsp;000</p>
        <figure data-photo="{photo.pk}"><figcaption>Жол &amp; көпір</figcaption></figure>
        <aside data-article="{target.article_id}"></aside><p>Тағы</p>
        <figure data-embed="vk:-1_2" data-photo="{photo.pk}"><figcaption></figcaption></figure>
        <blockquote><p>Сөз</p><cite>А. Б.</cite></blockquote><aside data-article="9999"></aside>
        <ul><li>а<ul><li>б</li></ul></li></ul><table><tr><td>в</td></tr></table>"""
    )
    article = make_article(body=text)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda one: one.type == "error" and faults.append(one.text))

    page.goto(live_server.url + reverse("admin:articles_article_change", args=[article.pk]))
    page.get_by_text("Жаңа мектеп").wait_for()
    picture = page.locator(".nr-thumb").first.evaluate("one => one.decode().then(() => 'drawn')")
    with page.expect_navigation():
        page.click("[name=_continue]")

    saved = Article.objects.get(pk=article.pk)
    assert saved.body == text
    assert saved.edit_no == article.edit_no  # nothing was written: what stands there is the same
    assert picture == "drawn"
    assert faults == []
