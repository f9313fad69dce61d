"""Suggestions under an editor's hands: pressed, they are chosen and saved."""

import pytest
from django.urls import reverse

from articles.models import Article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_suggestion_is_chosen_by_a_press(
    chiefs_tab, live_server, section, make_section, make_tag, make_edition
):
    school, tag = make_section(name_kk="Білім"), make_tag(name_kk="Мектеп")
    for headline in ("Жаңа мектеп ашылды", "Жаңа мектептің құрылысы бітті"):
        make_edition(headline=headline, section=school, tags=[tag])
    page = chiefs_tab
    page.goto(live_server.url + reverse("admin:articles_article_add"))

    page.select_option("#id_section", str(section.pk))
    page.fill("#id_headline", "Жаңа мектептің құрылысы басталды")
    page.click("[data-suggested=tags] button:has-text('Мектеп')")
    page.click("[data-suggested=section] button:has-text('Білім')")
    page.click("[data-suggested=related] button >> nth=0")
    gone = page.locator("[data-suggested=tags]").is_hidden()
    page.click("[name=_continue]")
    page.wait_for_url("**/change/**")

    article = Article.objects.latest("pk")
    assert gone
    assert (article.section, list(article.tags.all())) == (school, [tag])
    assert article.related_links.count() == 1
