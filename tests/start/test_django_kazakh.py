"""Django's own words, as a Kazakh editor meets them: all of them there, and in step."""

import json
import re
from pathlib import Path

import axes
import django
import polib
import pytest
from django.contrib.admin.models import LogEntry
from django.utils import translation
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext, ngettext

from newsroom.env import ROOT
from newsroom.languages import is_mixed_script

OURS = ROOT / "locale" / "django"
CATALOGUES = sorted(OURS.glob("*/LC_MESSAGES/*.po"))
DJANGO = Path(django.__file__).parent
ROOMS = "conf contrib/admin contrib/auth contrib/contenttypes contrib/sessions".split()
ENGLISH = [
    path for room in ROOMS for path in sorted((DJANGO / room).glob("locale/en/LC_MESSAGES/*.po"))
]
AXES = Path(axes.__file__).parent / "locale/ru/LC_MESSAGES/django.po"  # it has no English one
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdr]|\{\w*\}")
MARKUP = re.compile(r"<[^>]+>")


def catalogue(language, name="django.po"):
    return {(e.msgctxt, e.msgid): e for e in polib.pofile(OURS / language / "LC_MESSAGES" / name)}


def words(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def each_word():
    """(entry, translation) of every catalogue of ours."""
    for path in CATALOGUES:
        for entry in polib.pofile(path):
            yield from ((entry, text) for text in words(entry))


@pytest.mark.parametrize("path", [*ENGLISH, AXES], ids=lambda path: str(path.parts[-5:]))
def test_every_string_of_django_has_its_kazakh(path):
    ours = catalogue("kk", path.name)

    missing = [
        entry.msgid
        for entry in polib.pofile(path)
        if (entry.msgctxt, entry.msgid) not in ours
        or not ours[entry.msgctxt, entry.msgid].translated()
        or not all(words(ours[entry.msgctxt, entry.msgid]))
        or ours[entry.msgctxt, entry.msgid].msgid_plural != entry.msgid_plural
    ]

    assert missing == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_nothing_is_kept_for_strings_that_django_no_longer_has(language):
    known = {(e.msgctxt, e.msgid) for path in [*ENGLISH, AXES] for e in polib.pofile(path)}
    axes_code = "".join(p.read_text() for p in Path(axes.__file__).parent.glob("*.py"))

    stray = [
        key
        for name in ("django.po", "djangojs.po")
        for key in catalogue(language, name)
        if key not in known and f'"{key[1]}"' not in axes_code
    ]

    assert stray == []


def test_placeholders_and_markup_are_those_of_the_english():
    wrong = [
        text
        for entry, text in each_word()
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid))
        or sorted(MARKUP.findall(text)) != sorted(MARKUP.findall(entry.msgid))
    ]

    assert wrong == []


def test_unnamed_placeholders_are_as_many_as_in_the_english():
    unnamed = re.compile(r"%[sdr]|\{\}")

    wrong = [t for e, t in each_word() if len(unnamed.findall(t)) != len(unnamed.findall(e.msgid))]

    assert wrong == []


def test_no_case_ending_hangs_on_a_variable():
    ending = re.compile(rf"(?:{PLACEHOLDER.pattern})[»”\"]?-?(?=[а-яёәіңғүұқөһ])", re.IGNORECASE)

    assert [text for _, text in each_word() if ending.search(text)] == []


def test_no_word_mixes_latin_and_cyrillic_letters():
    texts = [PLACEHOLDER.sub(" ", text) for _, text in each_word()]

    assert [text for text in texts if is_mixed_script(text)] == []


def test_a_noun_stays_singular_after_a_number_in_kazakh():
    entries = [*catalogue("kk").values(), *catalogue("kk", "djangojs.po").values()]

    plurals = [entry.msgstr_plural for entry in entries if entry.msgid_plural]

    assert plurals and all(set(forms) == {0, 1} for forms in plurals)
    assert all(forms[0] == forms[1] for forms in plurals)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_what_django_reads_is_what_was_written(path):
    written, compiled = polib.pofile(path), polib.mofile(path.with_suffix(".mo"))

    def content(entries):
        return {(e.msgctxt, e.msgid): (e.msgid_plural, words(e)) for e in entries}

    assert content(compiled) == content(written)
    assert compiled.metadata["Plural-Forms"] == written.metadata["Plural-Forms"]
    assert not written.fuzzy_entries() and not written.obsolete_entries()


def test_kazakh_editor_meets_the_words_of_the_newsroom():
    with translation.override("kk"):
        said = [gettext(word) for word in ("Delete", "Change", "Add", "Filter", "Save", "History")]
        counted = ngettext("%(num)d hour", "%(num)d hours", 5) % {"num": 5}

    assert said == ["Жою", "Өзгерту", "Қосу", "Сүзгі", "Сақтау", "Өзгерістер тарихы"]
    assert counted == "5 сағат"


def test_days_and_months_are_in_lower_case():
    with translation.override("kk"):
        days, months = [str(day) for day in WEEKDAYS.values()], [str(m) for m in MONTHS.values()]

    assert days == "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі".split()
    assert months[:3] == ["қаңтар", "ақпан", "наурыз"]
    assert "".join(months).islower()


def test_russian_names_a_deed_without_bending_the_name_of_the_thing():
    deed = '[{"added": {"name": "рубрика", "object": "Наука"}}]'

    with translation.override("ru"):
        told = LogEntry(change_message=deed).get_change_message()

    assert told == "Добавлено: рубрика «Наука»."


def test_calendar_of_the_admin_speaks_kazakh(client, chief):
    client.force_login(chief)

    script = client.get("/admin/jsi18n/").content.decode()

    assert json.dumps("дүйсенбі") in script and json.dumps("Барлығын таңдау: %s") in script
