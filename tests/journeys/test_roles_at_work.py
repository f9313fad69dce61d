"""What each role has before it, with the newsroom's pictures: the guide shows these pages."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from django.urls import reverse

from articles.models import SiteSettings
from newsroom.photos import library
from newsroom.staff.roles import Role
from tests.journeys.conftest import scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def newsroom(language, make_newsroom, make_user, make_edition, at_desk):
    """Three published stories with pictures, and `sit(role)`: a hand at the desk of that role."""
    room = make_newsroom(language)
    SiteSettings.objects.create(pk=1)
    photos = [
        library.add(_file(name), by=room.editor, credit=room.words.credit, language=language)
        for name in ("skyline", "alley")
    ]
    for photo in photos:
        setattr(photo, f"alt_{language}", room.words.alt)
        photo.save()
    room.stories = [
        make_edition(headline=headline, lead_photo=photo, section=room.section, language=language)
        for headline, photo in zip(
            [room.words.other, room.words.headline], reversed(photos), strict=True
        )
    ]
    room.photo, room.language = photos[0], language
    first, last = room.words.reporter

    def sit(role):
        user = make_user(role, language=language, first_name=first, last_name=last)
        return SimpleNamespace(user=user, hand=at_desk(user))

    room.sit = sit
    return room


def _file(name):
    return BytesIO(scene(name))


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_learner_sees_the_check_point_at_every_fault(newsroom, camera):
    hand = newsroom.sit(Role.EDITOR).hand
    hand.open("/admin/guide/")

    with hand.leaving():
        hand.click(".guide-practise button")

    hand.find(".story-practice").wait_for()
    hand.find(".story-findings .story-fix").first.wait_for()  # checking.js has asked
    assert hand.find(".story-findings li").count() >= 5
    camera(hand, "gate", ".story-findings")
    with hand.leaving():
        hand.click("[name=_publish]")
    assert hand.find("[data-problems] li").count() >= 5
    assert hand.find(".story-bar").get_attribute("data-state") == "draft"
    assert hand.faults == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_chief_editor_arranges_the_home_page(newsroom, camera):
    hand = newsroom.sit(Role.CHIEF_EDITOR).hand
    hand.open(reverse("admin:articles_front_arrange", args=[newsroom.language]))

    for story in newsroom.stories:
        with hand.leaving():
            hand.click(f"[name=_add][value='{story.article_id}']")

    assert hand.find(".front-card").count() == 2
    camera(hand, "front", ".front-card >> nth=0", ".front-card >> nth=1")
    assert hand.faults == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_photo_editor_looks_after_a_photo(newsroom, camera):
    hand = newsroom.sit(Role.PHOTO_EDITOR).hand

    hand.open(reverse("admin:photos_photo_change", args=[newsroom.photo.pk]))

    assert hand.find("[data-focal] img").evaluate("one => one.decode().then(() => 1)")
    camera(hand, "library", "#photo_form", most=820)
    assert hand.faults == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_share_staff_have_what_is_published(newsroom, camera):
    hand = newsroom.sit(Role.SHARE_STAFF).hand

    hand.open("/admin/")

    hand.sees(newsroom.words.headline)
    camera(hand, "published", ".posts-head", ".post >> nth=1")
    assert hand.faults == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_administrator_gives_a_role(newsroom, camera):
    sat = newsroom.sit(Role.ADMINISTRATOR)
    colleague = newsroom.sit(Role.REPORTER).user
    hand = sat.hand

    hand.open(reverse("admin:staff_user_change", args=[colleague.pk]))

    assert hand.find("[name=groups]").count() == len(Role)
    camera(hand, "people", "fieldset:has([name=groups])", most=820)
    assert hand.faults == []
