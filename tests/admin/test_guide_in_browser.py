"""The guide in a browser: one page from the printer, nothing beside a phone's screen."""

import re

import pytest
from django.urls import reverse

from articles.admin import guide
from newsroom.staff.roles import Role
from tests.journeys.conftest import at_desk, site, somebody  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_desk_on_one_page_is_one_page(language, at_desk, make_user):  # noqa: F811
    hand = at_desk(make_user(Role.CHIEF_EDITOR, language=language))
    hand.open(reverse("guide:sheet"))

    printed = hand.page.pdf(prefer_css_page_size=True)

    assert b"/MediaBox [0 0 594.95996 841.91998]" in printed or b"[0 0 595" in printed  # A4
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
    assert hand.faults == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_fits_a_phone_and_shows_its_pictures(language, at_desk, make_user):  # noqa: F811
    hand = at_desk(make_user(Role.REPORTER, language=language), phone=True)
    pages = [reverse("guide:index"), reverse("guide:sheet")]
    pages += [reverse("guide:role", args=[slug]) for slug in guide.SLUGS]

    for page in pages:
        assert hand.open(page) == 200
        assert hand.page.evaluate("document.documentElement.scrollWidth") <= 390, page
        for picture in hand.find(".guide-picture img").all():
            picture.scroll_into_view_if_needed()
            assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 100
    assert hand.faults == []
