"""Every word of the interface exists in Kazakh and in Russian, and what is compiled is current."""

import ast
import os
import shutil
import subprocess
import sys

import polib
import pytest

from newsroom.env import ROOT

LANGUAGES = ("kk", "ru")
DOMAINS = ("django", "djangojs")
GETTEXT = ("_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext")
SOURCES = ("manage.py", "articles", "newsroom", "templates", "static", "locale")


CATALOGUES = [
    ROOT / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    for language in LANGUAGES
    for domain in DOMAINS
]
needs_gettext = pytest.mark.skipif(
    not shutil.which("xgettext"), reason="needs gettext: no xgettext found"
)
written = pytest.mark.parametrize(  # those that mend Django's own words too
    "path",
    sorted((ROOT / "locale").rglob("*.po")),
    ids=lambda path: "-".join(path.relative_to(ROOT / "locale").with_suffix("").parts),
)


def entries(path):
    """Those in use, by context and English text; none where there is no such file."""
    found = polib.pofile(str(path)) if path.exists() else []
    return {(entry.msgctxt, entry.msgid): entry for entry in found if not entry.obsolete}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_catalogue(language):
    assert (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").exists()


@written
def test_no_word_is_missing_or_doubtful(path):
    found = polib.pofile(str(path))

    assert not [entry.msgid for entry in found.untranslated_entries() + found.fuzzy_entries()]


@written
def test_every_plural_has_all_its_forms(path):
    found = polib.pofile(str(path))
    forms = int(found.metadata["Plural-Forms"].split("nplurals=")[1].split(";")[0])

    plurals = [entry for entry in found if entry.msgid_plural and not entry.obsolete]
    assert not [
        entry.msgid
        for entry in plurals
        if len(entry.msgstr_plural) != forms or not all(entry.msgstr_plural.values())
    ]


@written
@needs_gettext
def test_a_translation_keeps_every_placeholder(path):
    checked = subprocess.run(
        ["msgfmt", "--check-format", "--output-file", os.devnull, str(path)],
        capture_output=True,
        text=True,
    )

    assert checked.returncode == 0, checked.stderr


@written
def test_the_compiled_catalogue_says_the_same(path):
    compiled = {
        (entry.msgctxt, entry.msgid): entry for entry in polib.mofile(str(path)[:-2] + "mo")
    }
    spoken = {key: entry for key, entry in entries(path).items() if entry.translated()}

    assert not [key for key in compiled.keys() | spoken.keys() if differ(key, compiled, spoken)]


def differ(key, compiled, spoken):
    one, other = compiled.get(key), spoken.get(key)
    return not (one and other) or (one.msgstr, one.msgstr_plural) != (
        other.msgstr,
        other.msgstr_plural,
    )


@needs_gettext
def test_nothing_is_said_in_code_that_the_catalogues_do_not_know(tmp_path):
    for name in SOURCES:
        if (ROOT / name).is_dir():  # without what other processes write at the moment
            shutil.copytree(
                ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, tmp_path / name)

    for domain in DOMAINS:
        gather(domain, tmp_path)

    for path in CATALOGUES:
        missing = entries(tmp_path / path.relative_to(ROOT)).keys() - entries(path).keys()
        assert not missing, f"run make messages: {path.relative_to(ROOT)}"


def gather(domain, folder):
    """As `make messages` does, in a copy of the code."""
    words = ["makemessages", "-l", "kk", "-l", "ru", "-d", domain, "--no-obsolete"]
    subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=folder,
        env={
            **os.environ,
            "NEWSROOM_VAR": str(folder / "var"),
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        },
        check=True,
        capture_output=True,
    )


def test_no_word_hides_in_an_f_string():
    """Where xgettext does not look, so that it would stay English."""
    hidden = [
        f"{path.relative_to(ROOT)}: {ast.unparse(word)}"
        for folder in ("articles", "newsroom")
        for path in (ROOT / folder).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in GETTEXT
        for word in call.args[:1]
    ]

    assert not hidden
