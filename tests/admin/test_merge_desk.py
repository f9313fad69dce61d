"""Tags at the desk: a twin leads to the tag that is there; several are merged after a look."""

import pytest
from django.urls import reverse

from articles.models import Tag
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
MERGE = "/admin/articles/tag/merge/"


@pytest.fixture
def ecology(make_tag):
    return make_tag(name_kk="Экология", name_ru="Экология", name_en="Ecology")


@pytest.fixture
def nature(make_tag):
    return make_tag(name_kk="Табиғат", name_ru="Природа", name_en="", aliases_kk="Қоршаған орта")


def change(tag):
    return reverse("admin:articles_tag_change", args=[tag.pk])


@pytest.mark.parametrize("field", ["name_ru", "aliases_kk"])
def test_the_fault_beside_a_twin_leads_to_the_tag_that_is_there(field, desk_client, ecology):
    data = {"name_kk": "Ауа", field: "  экoлoгия"}

    answer = desk_client.post(reverse("admin:articles_tag_add"), data)

    [fault] = answer.context["adminform"].form.errors[field]
    assert f'<a href="{change(ecology)}">Экология</a>' in fault
    assert f'<a href="{change(ecology)}">Экология</a>' in answer.content.decode()
    assert Tag.objects.count() == 1


def test_on_the_form_of_a_tag_it_offers_to_merge_the_two(desk_client, ecology, nature):
    answer = desk_client.post(change(nature), {"name_kk": "Экология"})

    [fault] = answer.context["adminform"].form.errors["name_kk"]
    assert f"{MERGE}?tag={nature.pk}&amp;tag={ecology.pk}" in fault


def test_a_name_is_never_markup(desk_client, make_tag):
    make_tag(name_kk="<b>Экология</b>")

    answer = desk_client.post(reverse("admin:articles_tag_add"), {"name_kk": "<b>экология</b>"})

    assert "<b>Экология" not in answer.content.decode()


def test_a_word_taken_at_the_same_moment_is_a_fault_too(desk_client, ecology, monkeypatch):
    looks, twins = [], Tag.twins

    def twins_later(tag):
        """The first look finds nothing."""
        looks.append(tag)
        return twins(tag) if len(looks) > 1 else []

    monkeypatch.setattr(Tag, "twins", twins_later)

    answer = desk_client.post(reverse("admin:articles_tag_add"), {"name_kk": "экология"})

    assert answer.context["adminform"].form.errors["name_kk"]


def test_other_names_are_typed_one_in_a_line_and_found_by_pickers(desk_client, ecology):
    data = {"name_kk": "Экология", "aliases_kk": "Қоршаған  орта\r\n\r\nТабиғат"}

    assert desk_client.post(change(ecology), data).status_code == 302
    pick = reverse("admin:articles_tag_pick")
    [found] = desk_client.get(pick, {"term": "ҚОРШАҒАН-ОРТА", "language": "kk"}).json()["results"]

    assert (found["id"], found["text"]) == (str(ecology.pk), "Экология")
    assert found["note"] == "Қоршаған орта"
    assert "қоршаған орта" in found["names"]


def test_a_story_with_a_typed_twin_gets_the_tag_that_is_there(write, ecology):
    article = write(tags=["new:«ЭКОЛОГИЯ»", "new:ecology"]).article

    assert list(article.tags.all()) == [ecology]


def test_a_form_that_was_open_during_a_merge_saves_the_tag_that_stayed(
    write, desk_client, ecology, nature
):
    desk_client.post(MERGE, {"tag": [ecology.pk, nature.pk], "stays": ecology.pk})

    article = write(tags=[str(nature.pk), str(ecology.pk)]).article

    assert list(article.tags.all()) == [ecology]


def test_tags_chosen_in_the_list_are_shown_before_they_are_merged(
    desk_client, ecology, nature, make_article, make_edition
):
    make_edition(tags=[nature])
    make_article(tags=[nature, ecology])
    make_article(tags=[nature])
    sent = {"action": "merge", "_selected_action": [ecology.pk, nature.pk]}

    answer = desk_client.post(reverse("admin:articles_tag_changelist"), sent, follow=True)
    page = answer.content.decode()

    assert answer.redirect_chain[0][0].startswith(MERGE)
    assert answer.context["asked"].stays == nature  # used more often
    assert "/ru/tag/ekologiya/" in page
    assert Tag.objects.count() == 2


def test_the_preview_counts_what_moves(desk_client, ecology, nature, make_article, make_edition):
    make_edition(tags=[nature])
    make_article(tags=[nature, ecology])
    asked = {"tag": [ecology.pk, nature.pk], "stays": ecology.pk, "name_ru": nature.pk}

    context = desk_client.get(MERGE, asked).context

    assert [number for _label, number in context["counts"]] == ["1", "0", "1", "0"]
    assert context["both"] == "1"
    assert context["outcome"].tag.name_ru == "Природа"
    assert context["outcome"].aliases == ["Табиғат", "Қоршаған орта"]


def test_the_second_button_merges_and_leads_to_the_tag(desk_client, ecology, nature, make_edition):
    edition = make_edition(tags=[nature])

    answer = desk_client.post(MERGE, {"tag": [ecology.pk, nature.pk], "stays": ecology.pk})

    assert answer.headers["Location"] == change(ecology)
    assert list(edition.tags.all()) == [ecology]


def test_who_comes_second_is_told_and_sees_what_is_left(desk_client, ecology, nature, make_tag):
    other = make_tag()
    desk_client.post(MERGE, {"tag": [ecology.pk, nature.pk], "stays": ecology.pk})

    answer = desk_client.post(
        MERGE, {"tag": [nature.pk, other.pk], "stays": nature.pk}, follow=True
    )

    assert "tag" in answer.redirect_chain[0][0]
    assert [str(one.level_tag) for one in answer.context["messages"]] == ["success", "error"]
    assert answer.context["asked"].tags == [ecology, other]
    assert Tag.objects.count() == 2


@pytest.mark.parametrize(
    "asked", [{}, {"tag": "x"}, {"tag": ["1", "9" * 30]}, {"tag": "²"}, {"stays": "-1"}]
)
def test_nonsense_shows_the_empty_form(asked, desk_client):
    assert desk_client.get(MERGE, asked).status_code == 200
    assert desk_client.post(MERGE, asked).status_code == 302


def test_an_editor_merges_and_a_reporter_does_not_see_the_button(client, make_user, ecology):
    for role, status, is_offered in [(Role.EDITOR, 200, True), (Role.REPORTER, 403, False)]:
        client.force_login(make_user(role))

        assert client.get(MERGE, {"tag": ecology.pk}).status_code == status
        assert (MERGE in client.get(change(ecology)).content.decode()) == is_offered


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_preview_speaks_the_language_of_the_desk(language, client, make_user, ecology, nature):
    client.force_login(make_user(language=language))

    page = client.get(MERGE, {"tag": [ecology.pk, nature.pk]}).content.decode()

    for english in ["Merge", "Which", "Nothing is", "This cannot", "Scheduled", "leads to"]:
        assert english not in page


def test_the_preview_costs_the_same_for_many_tags(
    desk_client, make_tag, make_article, django_assert_max_num_queries
):
    tags = [make_tag() for _number in range(20)]
    for tag in tags:
        make_article(tags=[tag])

    with django_assert_max_num_queries(14):
        desk_client.get(MERGE, {"tag": [tag.pk for tag in tags]})
