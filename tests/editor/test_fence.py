"""The fence around CKEditor 4: what must hold, and what says so when it does not."""

import json

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command
from django.utils import translation

from articles import editor
from articles.body import ALLOWED, MAX_BODY_BYTES, BodyField

DROPPED = [
    "ckeditor/ckeditor/plugins/preview/preview.html",
    "ckeditor/ckeditor/plugins/codesnippetgeshi/plugin.js",
    "ckeditor/ckeditor/plugins/iframe/dialogs/iframe.js",
    "ckeditor/ckeditor/plugins/../plugins/preview/preview.html",
    "ckeditor/galleriffic/js/jquery.galleriffic.js",
    "ckeditor/ckeditor/config.js",
    "ckeditor/ckeditor/lang/de.js",
]


@pytest.fixture
def field(form_page):
    return BodyField(widget=editor.widget())


def config_of(widget):
    return json.loads(widget.get_context("body", "", {})["widget"]["config"])


@pytest.mark.parametrize("path", DROPPED)
def test_files_of_the_editor_that_nothing_needs_are_not_served(client, db, path):
    assert not finders.find(path)
    assert client.get("/static/" + path).status_code == 404


def test_files_of_the_editor_that_are_needed_are_found():
    needed = ["ckeditor/ckeditor/ckeditor.js", "ckeditor/ckeditor/skins/moono-lisa/editor.css"]

    assert all(finders.find(path) for path in needed)
    assert finders.find("admin/css/base.css")


def test_collected_files_hold_no_sample_and_no_preview(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    call_command(collectstatic.Command(), interactive=False, verbosity=0)

    collected = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")]

    assert not [path for path in collected if "sample" in path or "preview" in path]
    assert 50 < len([path for path in collected if "/ckeditor/" in path]) < 200


def test_the_fence_stands():
    assert editor.check_fence(None) == []


@pytest.mark.parametrize(
    ("undone", "number"),
    [
        ({"STATICFILES_FINDERS": ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]}, 2),
        ({"CKEDITOR_CONFIGS": {"default": {"allowedContent": True}}}, 3),
        ({"MIDDLEWARE": []}, 5),
        ({"WHITENOISE_KEEP_ONLY_HASHED_FILES": True}, 8),
    ],
)
def test_a_part_of_the_fence_undone_is_an_error_at_the_start(settings, undone, number):
    for name, value in undone.items():
        setattr(settings, name, value)

    assert [error.id for error in editor.check_fence(None)] == [f"editor.E{number:03}"]


def test_the_editors_filter_is_made_of_the_cleaners_list():
    rules = dict(
        rule.rstrip("]").partition("[")[::2] for rule in editor.allowed_content().split("; ")
    )

    assert {
        tag: frozenset(filter(None, names.split(","))) for tag, names in rules.items()
    } == ALLOWED


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_editor_speaks_the_language_of_the_desk(form_page, language):
    with translation.override(language):
        widget = editor.widget()
        config, scripts = config_of(widget), str(forms.Media() + widget.media)

    assert config["language"] == language
    assert ("newsroom/editor/kk.js" in scripts) == (language == "kk")
    order = ["ckeditor-init.js", "ckeditor/ckeditor.js", "editor/details.js", "editor/plugin.js"]
    places = [scripts.index(name) for name in order]
    assert places == sorted(places)


def test_the_form_gives_the_editor_only_what_was_cleaned(field):
    drawn = field.widget.render("body", "<p>а<img src=x onerror=alert(1)></p><script>b</script>")

    assert "&lt;p&gt;а&lt;/p&gt;</textarea>" in drawn
    assert "onerror" not in drawn


def test_a_text_beyond_measure_is_told_in_a_sentence_and_kept_as_typed(field):
    typed = "<script>x</script>" + "ә" * MAX_BODY_BYTES

    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    drawn = field.widget.render("body", typed)

    assert "500" in refused.value.messages[0]
    assert "ckeditortype" not in drawn
    assert "&lt;script&gt;x&lt;/script&gt;ә" in drawn


def test_a_body_that_only_the_editor_spelled_otherwise_has_not_changed(field):
    assert not field.has_changed("<p>а<br>б</p>", "<p>а<br />б</p>\r\n")
    assert field.has_changed("<p>а</p>", "<p>б</p>")
