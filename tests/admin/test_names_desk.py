"""Sections, tags, sources, authors, pages and what stands around them, at the desk."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from articles.models import PartnerItem, Redirect, Section, ShortLink, SiteSettings, Source, Tag
from newsroom.pagecache.models import Change
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
NAMES = ["section", "tag", "source", "author", "programme", "page"]
PHRASES = {"phrases-TOTAL_FORMS": 0, "phrases-INITIAL_FORMS": 0}


def address(name, page, *args):
    return reverse(f"admin:articles_{name}_{page}", args=args)


@pytest.mark.parametrize("name", [*NAMES, "partneritem", "redirect", "shortlink"])
def test_every_list_opens_and_searches(desk_client, name):
    assert desk_client.get(address(name, "changelist"), {"q": "Қазақ"}).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_every_form_opens_and_makes_an_address_from_the_name(desk_client, name):
    data = {"name_kk": "Жаңа атау", "order": 0, "kind": "press_service", **PHRASES}

    assert desk_client.get(address(name, "add")).status_code == 200
    response = desk_client.post(address(name, "add"), data)

    assert response.status_code == 302
    model = response.wsgi_request.resolver_match.func.model_admin.model
    assert model.objects.get().slug_kk == "zhana-atau"


def test_a_reserved_word_is_refused_beside_its_field(desk_client):
    response = desk_client.post(
        address("section", "add"), {"name_kk": "Тег", "slug_kk": "tag", "order": 0}
    )

    assert response.context["adminform"].form.errors["slug_kk"]
    assert not Section.objects.exists()


def test_an_address_that_is_taken_is_refused_beside_its_field(desk_client, make_tag):
    tag = make_tag(name_ru="Вода")
    data = {"name_kk": "Басқа", "name_ru": "Другая вода", "slug_ru": tag.slug_ru}

    response = desk_client.post(address("tag", "add"), data)

    assert set(response.context["adminform"].form.errors) == {"slug_ru"}
    assert Tag.objects.count() == 1


def test_a_changed_address_keeps_leading_to_the_section(desk_client, section):
    old = section.get_absolute_url()
    data = {f"name_{code}": section.name(code) for code in ("kk", "ru", "en")}

    desk_client.post(
        address("section", "change", section.pk), {**data, "slug_kk": "el-ishi", "order": 0}
    )

    assert Redirect.objects.get(old_path=old).new_path == "/el-ishi/"
    assert f"section-{section.pk}" in Change.objects.latest("pk").keys.split()


def test_the_list_counts_uses_without_a_query_per_row(
    desk_client, make_tag, make_article, django_assert_max_num_queries
):
    tags = [make_tag() for _number in range(12)]
    make_article(tags=tags)
    make_article(tags=tags[:1])

    with django_assert_max_num_queries(7):
        response = desk_client.get(address("tag", "changelist"))

    counts = {tag.pk: tag.use_count for tag in response.context["cl"].result_list}
    assert counts == {tag.pk: 1 for tag in tags} | {tags[0].pk: 2}


@pytest.mark.parametrize("field", ["section", "tags", "sources", "authors", "photos"])
def test_a_use_count_leads_to_the_stories(desk_client, make_article, field):
    make_article()

    address = reverse("admin:articles_article_changelist")
    response = desk_client.get(address, {f"{field}__id__exact": 1})

    assert response.status_code == 200


def test_what_is_in_use_is_not_deleted_and_the_page_says_where_it_is(
    desk_client, make_tag, make_article
):
    tag = make_tag()
    make_article(headline="Көктем келді", tags=[tag])
    delete = address("tag", "delete", tag.pk)

    page = desk_client.get(delete).content.decode()
    desk_client.post(delete, {"post": "yes"})

    assert "Көктем келді" in page
    assert Tag.objects.filter(pk=tag.pk).exists()


def test_what_only_an_old_edition_holds_is_not_deleted_either(
    desk_client, make_source, make_edition
):
    source = make_source()
    article = make_edition(sources=[(source, "")]).article
    article.source_links.all().delete()

    desk_client.post(address("source", "delete", source.pk), {"post": "yes"})

    assert Source.objects.filter(pk=source.pk).exists()


def test_a_dozen_is_not_deleted_when_one_of_them_is_in_use(desk_client, make_tag, make_article):
    used, free = make_tag(), make_tag()
    make_article(tags=[used])

    desk_client.post(
        address("tag", "changelist"),
        {"action": "delete_selected", "_selected_action": [used.pk, free.pk], "post": "yes"},
    )

    assert Tag.objects.count() == 2


def test_an_unused_tag_is_deleted_and_the_log_says_so(desk_client, make_tag):
    tag = make_tag()

    desk_client.post(address("tag", "delete", tag.pk), {"post": "yes"})

    assert not Tag.objects.exists()
    assert f"tag-{tag.pk}" in Change.objects.latest("pk").keys.split()


def test_a_source_keeps_its_phrases_in_its_form(desk_client):
    phrase = {"language": "kk", "phrase": "министрлікке сілтеме жасап", "order": 0}

    desk_client.post(
        address("source", "add"),
        {
            "name_kk": "Министрлік",
            "kind": "press_service",
            "phrases-TOTAL_FORMS": 1,
            "phrases-INITIAL_FORMS": 0,
            **{f"phrases-0-{name}": value for name, value in phrase.items()},
        },
    )

    assert Source.objects.get().phrases.get().phrase == phrase["phrase"]


def test_a_reporter_reads_sources_and_changes_none(client, make_user, make_source):
    source = make_source()
    client.force_login(make_user(Role.REPORTER))

    assert client.get(address("source", "change", source.pk)).status_code == 200
    assert client.post(address("source", "change", source.pk), {}).status_code == 403


def test_a_page_is_written_with_clean_text(desk_client):
    desk_client.post(
        address("page", "add"),
        {"name_kk": "Біз туралы", "body_kk": "<p>Мәтін<script>x()</script></p>", "order": 0},
    )

    answer = desk_client.get("/page/biz-turaly/").content.decode()
    assert "Мәтін" in answer and "x()" not in answer


def test_the_sites_own_words_are_one_row_that_every_way_leads_to(desk_client):
    one = address("sitesettings", "change", 1)

    assert desk_client.get(address("sitesettings", "changelist")).url == one
    assert desk_client.get(address("sitesettings", "add")).url == one
    assert desk_client.get(one).status_code == 200
    night = {"night_from": "21:00", "night_until": "08:00"}
    desk_client.post(one, {"name_kk": "Астана таңы", "ai_crawlers": "search", **night})

    assert SiteSettings.current().name_kk == "Астана таңы"
    assert Change.objects.latest("pk").keys == "site"


def test_a_partner_item_is_shown_between_two_moments_of_almaty(desk_client, make_photo, clock):
    clock.at(datetime(2026, 11, 30, tzinfo=UTC))
    desk_client.post(
        address("partneritem", "add"),
        {
            "language": "kk",
            "title": "Серіктес",
            "url": "https://example.org/",
            "picture": make_photo().pk,
            "order": 0,
            "shown_from": "2026-12-01T09:00",
        },
    )

    nine = datetime(2026, 12, 1, 4, tzinfo=UTC)
    assert PartnerItem.objects.get().shown_from == nine
    assert Change.objects.get(due_at=nine).keys == "site"  # every page changes then


def test_a_redirect_goes_to_one_place(desk_client, make_article):
    both = {"old_path": "/old/", "new_path": "/new/", "article": make_article().pk}

    response = desk_client.post(address("redirect", "add"), both)

    assert response.status_code == 200
    assert not Redirect.objects.exists()


def test_short_links_are_read_and_never_changed(desk_client, make_edition):
    make_edition(headline="Қысқа жол")
    link = ShortLink.objects.get()

    page = desk_client.get(address("shortlink", "changelist"), {"q": "ҚЫСҚА"}).content.decode()

    assert link.code in page
    assert desk_client.post(address("shortlink", "change", link.pk), {}).status_code == 403


def test_a_photo_put_on_a_page_is_public_with_it(desk_client, make_photo, client):
    photo = make_photo()
    body = f'<figure data-photo="{photo.pk}"><figcaption></figcaption></figure>'

    answer = desk_client.post(
        "/admin/articles/page/add/", {"name_kk": "Біз туралы", "body_kk": body, "order": 0}
    )

    assert answer.status_code == 302
    client.logout()
    assert client.get(photo.card["url"]).status_code == 200


def test_the_chief_editor_gives_an_author_the_name_of_a_colleague(desk_client, make_user):
    colleague = make_user(first_name="Айсұлу", last_name="Бектенова")
    form = address("author", "add")

    assert "Айсұлу Бектенова" in desk_client.get(form).content.decode()
    desk_client.post(form, {"name_kk": "Айсұлу Бектенова", "user": colleague.pk})

    assert colleague.author.name_kk == "Айсұлу Бектенова"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["tag", "partneritem", "redirect"])
def test_several_are_deleted_at_once_and_page_caches_told(name, client, make_user, make_tag):
    rows = {
        "tag": make_tag,
        "partneritem": lambda: PartnerItem.objects.create(title="x", url="https://x.example/"),
        "redirect": lambda: Redirect.objects.create(old_path="/a/", new_path="/b/"),
    }
    row = rows[name]()
    client.force_login(make_user())

    sent = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    client.post(address(name, "changelist"), sent)

    assert not type(row).objects.exists()
    assert Change.objects.exists()
