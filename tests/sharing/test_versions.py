"""What pages say of the same page in another language."""

from articles.models import SiteSettings


def test_versions_of_a_story_name_each_other(head_of, make_edition, make_article, settings):
    first = make_edition(headline="Қазақша")
    second = make_edition(article=make_article(language="ru", story=first.article.story))

    kk, ru = head_of(first.get_absolute_url()), head_of(second.get_absolute_url())

    assert kk.languages == ru.languages
    assert kk.languages == {
        "kk-KZ": settings.SITE_URL + first.get_absolute_url(),
        "ru-KZ": settings.SITE_URL + second.get_absolute_url(),
        "x-default": settings.SITE_URL + first.get_absolute_url(),
    }
    assert ru["og:locale:alternate"] == "kk_KZ"


def test_the_foot_of_a_story_leads_to_its_languages_in_the_order_of_the_switch(
    client, make_edition, make_article
):
    story = make_edition().article.story
    for code in ("en", "ru"):
        make_edition(article=make_article(language=code, story=story))

    page = client.get(story.articles.get(language="kk").editions.get().get_absolute_url())

    assert [other.language for other in page.context["translations"]] == ["ru", "en"]


def test_a_story_in_one_language_names_no_other(head_of, make_edition):
    assert head_of(make_edition().get_absolute_url()).languages == {}


def test_a_section_names_its_pages_in_other_languages(head_of, section):
    head = head_of(section.get_absolute_url())

    assert set(head.languages) == {"kk-KZ", "ru-KZ", "en", "x-default"}
    assert head["og:title"] == section.name_kk


def test_older_stories_of_a_section_are_a_page_of_their_own(
    head_of, make_edition, section, settings, client, monkeypatch
):
    monkeypatch.setattr("articles.lists.PAGE_SIZE", 1)
    make_edition(), make_edition()
    older = client.get(section.get_absolute_url()).context["older_url"]

    head = head_of(f"{older}&utm_source=x")

    assert head.canonical == f"{settings.SITE_URL}{older}"
    assert head.languages == {}


def test_the_home_page_has_a_preview_of_its_own(head_of, settings, db):
    SiteSettings.objects.create(pk=1, name_kk="Таңсәрі", description_kk="Күн сайын.")

    head = head_of("/")

    assert (head["og:title"], head["og:description"]) == ("Таңсәрі", "Күн сайын.")
    assert head["og:image"].endswith("/card-kk.jpg")
    assert head.canonical == f"{settings.SITE_URL}/"
