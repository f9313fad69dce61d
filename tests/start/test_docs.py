"""The documentation can be walked: every page is in the index, every link leads somewhere."""

import re

import pytest

from newsroom.env import ROOT

DOCS = ROOT / "docs"
LINK = re.compile(r"\]\(([^)#:]+)\)")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def test_every_page_is_in_the_index():
    index = set(LINK.findall((DOCS / "README.md").read_text()))

    assert {page.name for page in DOCS.glob("*.md")} - index == {"README.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_is_dead(page):
    links = LINK.findall(page.read_text())

    assert not [link for link in links if not (page.parent / link).exists()]


def test_every_picture_is_shown():
    pictures = {picture.name for picture in (DOCS / "images").rglob("*.png")}
    shown = {link.rpartition("/")[2] for page in PAGES for link in LINK.findall(page.read_text())}

    assert pictures - shown == set()


def test_every_variable_that_is_read_is_told():
    read = re.findall(r'environ\.get\("([A-Z_]+)"', (ROOT / "newsroom/env.py").read_text())
    told = (DOCS / "settings.md").read_text()

    assert len(read) >= 10
    assert not [name for name in read if f"| `{name}` |" not in told]
