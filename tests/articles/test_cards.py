"""A story in a list is drawn from a template that was drawn before, for another story."""

import pytest
from django.template import Context, Template
from django.utils import translation

from articles import blanks

pytestmark = pytest.mark.django_db


def card(edition, options="level=2"):
    with translation.override(edition.language):
        template = Template("{% load cards %}{% card edition " + options + " %}")
        return template.render(Context({"edition": edition}))


def test_every_story_has_its_own_words_in_it(make_edition):
    first, second = make_edition(headline="Бірінші"), make_edition(headline="Екінші")

    assert "Бірінші" in card(first)
    assert "Екінші" in card(second)
    assert "Бірінші" not in card(second)


def test_what_was_typed_is_never_read_as_html(make_edition):
    edition = make_edition(headline="<b>5 & 6</b>", standfirst="<i>лид</i>")

    drawn = card(edition, "level=2 standfirst=True")

    assert "&lt;b&gt;5 &amp; 6&lt;/b&gt;" in drawn
    assert "&lt;i&gt;лид&lt;/i&gt;" in drawn


@pytest.mark.parametrize("shown", [True, False])
def test_the_standfirst_stands_there_where_a_list_prints_it(make_edition, shown):
    edition = make_edition(standfirst="Бір сөйлем")

    assert ("Бір сөйлем" in card(edition, f"level=2 standfirst={shown}")) is shown


def test_its_label_is_its_own(make_edition):
    urgent, plain = make_edition(urgent=True), make_edition()

    assert "label-urgent" in card(urgent)
    assert "label-urgent" not in card(plain)


def test_a_renamed_section_is_called_by_its_new_name(make_edition):
    edition = make_edition()
    card(edition, "level=2 with_section=True")

    edition.section.name_kk = "Жаңа атау"

    assert "Жаңа атау" in card(edition, "level=2 with_section=True")


@pytest.mark.parametrize(("debug", "times"), [(False, 1), (True, 2)])
def test_who_works_on_a_template_sees_each_change(settings, debug, times):
    settings.DEBUG, drawn = debug, []
    blank = blanks.kept(drawn.append)

    blank("card")
    blank("card")

    assert drawn == ["card"] * times
