"""A word means one tag, however it is spelt and in whatever language."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.admin.picks import tag_named
from articles.models import Redirect, Tag
from tests.articles.exchange import SECTION, Desk, story

pytestmark = pytest.mark.django_db
TWINS = ["экология ", "ЭКОЛОГИЯ", " Экология", "Экoлoгия", "«Экология»", "#экология"]


@pytest.fixture
def ecology(make_tag):
    return make_tag(
        name_kk="Экология", name_ru="Экология", name_en="Ecology", aliases_kk="Қоршаған орта"
    )


@pytest.fixture
def operator(tmp_path):
    return Desk(tmp_path)


@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize("write", ["save", "create", "bulk_create"])
def test_the_database_refuses_a_twin_however_it_is_written(write, twin, ecology):
    rows = {
        "save": lambda: Tag(name_en=twin).save(),
        "create": lambda: Tag.objects.create(name_kk=twin),
        "bulk_create": lambda: Tag.objects.bulk_create([Tag(name_ru="Су"), Tag(name_ru=twin)]),
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        rows[write]()

    assert Tag.objects.count() == 1


def test_an_other_name_of_one_tag_is_no_name_of_another(ecology):
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name_kk="Қоршаған  орта")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name_kk="Табиғат", aliases_ru="экология")


def test_kazakh_letters_make_other_tags():
    Tag.objects.create(name_kk="Құн")

    assert Tag.objects.create(name_kk="Күн").pk


def test_names_are_not_changed_behind_the_back_of_their_words(ecology):
    with pytest.raises(TypeError):
        Tag.objects.update(name_kk="Су")
    with pytest.raises(TypeError):
        Tag.objects.bulk_update([ecology], ["name_kk"])


def test_a_renamed_tag_gives_its_word_free(ecology):
    ecology.name_kk = ecology.name_ru = "Табиғат"
    ecology.save()

    assert Tag.objects.called("экология") is None
    assert Tag.objects.called("ТАБИҒАТ") == ecology


def test_what_is_said_twice_of_a_tag_is_kept_once():
    tag = Tag(name_kk=" Экология ", aliases_kk="экология\n\u200b\n Қоршаған   орта\nқоршаған-орта")

    tag.full_clean()

    assert (tag.name_kk, tag.aliases_kk) == ("Экология", "Қоршаған орта")


@pytest.mark.parametrize("typed", [*TWINS, "ecology", "қоршаған орта", "Қоршаған-орта"])
def test_typing_any_of_its_names_gives_the_tag_that_is_there(typed, ecology):
    assert tag_named(typed, "kk") == ecology

    assert Tag.objects.count() == 1


def test_a_tag_that_is_found_gets_its_other_name_as_the_name_in_that_language(make_tag):
    tag = make_tag(name_kk="", name_ru="Экология", name_en="", aliases_kk="Қоршаған орта\nТабиғат")

    tag_named("қоршаған орта", "kk")

    tag.refresh_from_db()
    assert (tag.name_kk, tag.aliases_kk) == ("қоршаған орта", "Табиғат")
    assert tag.slug_kk == "qorshagan-orta"


def test_a_twin_in_a_file_is_the_tag_that_is_there(ecology, operator):
    names = ["ЭКОЛОГИЯ", "Экoлoгия", "қоршаған орта", "Ecology", "Су", "«су»"]

    told, is_well = operator.bring(
        SECTION,
        {"type": "tag", "name": {"kk": "экология"}, "slug": {"kk": "basqa"}, "intro": {"kk": "…"}},
        *(story(f"{number}", tags=[name]) for number, name in enumerate(names)),
    )

    assert is_well, told
    assert {tag.name_kk: tag.articles.count() for tag in Tag.objects.all()} == {
        "Экология": 4, "Су": 2
    }  # fmt: skip
    assert Tag.objects.get(name_kk="Экология").intro_kk == "…"


def test_a_line_with_words_of_two_tags_is_refused_by_name(ecology, make_tag, operator):
    make_tag(name_ru="Вода")

    told, is_well = operator.bring(
        {"type": "tag", "name": {"kk": "Экология", "ru": "вода"}},
        {"type": "tag", "name": {"kk": "Жер"}, "other_names": {"kk": ["қоршаған орта"]}},
    )

    assert not is_well
    assert "name.ru: is a name of another tag: вода" in told
    assert "other_names.kk: is a name of another tag: қоршаған орта" in told


def test_an_address_made_of_an_other_name_leads_to_the_tag_in_one_hop(ecology, client):
    for old, new in [
        ("/tag/qorshagan-orta/", ecology.get_absolute_url()),
        ("/tag/qorshagan-orta", ecology.get_absolute_url()),
        ("/feed/tag/qorshagan-orta/?utm_source=x", "/feed/tag/ekologia/?utm_source=x"),
        ("/ru/tag/qorshagan-orta/", f"/ru/tag/{ecology.slug_ru}/"),
    ]:
        answer = client.get(old)
        assert (answer.status_code, answer.headers["Location"]) == (301, new)
        assert client.get(new.partition("?")[0]).status_code == 200
        assert f"tag-{ecology.pk}" in answer.headers["Surrogate-Key"].split()


def test_it_leads_there_only_while_nothing_else_lives_there(ecology, make_tag, client):
    Redirect.objects.create(old_path="/tag/qorshagan-orta/", new_path="/kk-bet/")
    assert client.get("/tag/qorshagan-orta/").headers["Location"] == "/kk-bet/"

    make_tag(name_kk="Басқа", slug_kk="qorshagan-orta")
    assert client.get("/tag/qorshagan-orta/").status_code == 200


def test_an_other_name_leads_nowhere_in_a_language_without_the_tag(make_tag, client):
    make_tag(name_en="", aliases_kk="Қоршаған орта")

    assert client.get("/en/tag/qorshagan-orta/").status_code == 404
    assert client.get("/tag/joq-narse/").status_code == 404


def test_the_fault_names_the_other_tag(ecology):
    with pytest.raises(ValidationError) as fault:
        Tag(name_ru="ЭКОЛОГИЯ", aliases_kk="қоршаған орта\nАуа").full_clean()

    assert set(fault.value.message_dict) == {"name_ru", "aliases_kk"}
    assert "Экология" in str(fault.value)
