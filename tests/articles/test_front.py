"""The home page as the desk arranged it, by the clock, and what fills it where nothing is."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import front, publishing
from articles.models import FrontDraft
from newsroom.pagecache.models import Change
from newsroom.staff.roles import Role

NINE = datetime(2028, 2, 29, 4, 0, tzinfo=UTC)  # 09:00 in Almaty, on a leap day
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def before_nine(clock):
    clock.at(NINE - HOUR)
    return clock


@pytest.fixture
def launch(chief):
    """Launch these stories, in this order; each an article or (article, until)."""

    def make(*stories, code="kk", **banner):
        pairs = [one if isinstance(one, tuple) else (one, None) for one in stories]
        arrangement = front.draft(code)
        arrangement.slots = [
            {"article": article.pk, "until": front.slot_until(until)} for article, until in pairs
        ]
        for name, value in banner.items():
            setattr(arrangement, f"banner_{name}", value)
        front.launch(arrangement, by=chief)
        return arrangement

    return make


@pytest.fixture
def stories(make_edition):
    """Published one a minute, the newest first."""

    def make(count, **fields):
        now = timezone.now()
        return [
            make_edition(live_from=now - timedelta(minutes=number + 1), **fields).article
            for number in range(count)
        ]

    return make


def seen(client, path="/"):
    """What stands above the blocks: ids of the lead and the cards, and of the newest."""
    page = client.get(path).context
    above = [page["lead"], *page["cards"]]
    return [e.article_id for e in above if e], [e.article_id for e in page["latest"]]


def strip(client):
    page = client.get("/").context
    return page["banner"] and page["banner"]["text"], [e.article_id for e in page["urgent"]]


def test_readers_see_the_stories_in_the_order_of_the_desk(stories, launch, client):
    one, two, three, four = stories(4)

    launch(three, one, four)

    assert seen(client) == ([three.pk, one.pk, four.pk], [two.pk])


def test_without_an_arrangement_the_newest_leads(stories, client):
    one, two = stories(2)

    assert seen(client) == ([one.pk], [two.pk])


def test_a_place_is_left_by_the_clock_and_the_newest_fills_it(before_nine, stories, launch, client):
    one, two, three, four = stories(4)
    launch(three, (four, NINE))

    before_nine.at(NINE - SECOND)
    assert seen(client) == ([three.pk, four.pk], [one.pk, two.pk])

    before_nine.at(NINE)
    assert seen(client) == ([three.pk, one.pk], [two.pk, four.pk])


def test_a_story_placed_beforehand_appears_on_the_second(
    before_nine, stories, make_article, launch, chief, client
):
    [one] = stories(1)
    coming = make_article(embargoed_until=NINE)
    publishing.publish(coming, by=chief, at=NINE)
    launch(coming, one)

    before_nine.at(NINE - SECOND)
    assert seen(client) == ([one.pk], [])

    before_nine.at(NINE)
    assert seen(client) == ([coming.pk, one.pk], [])


@pytest.mark.parametrize("verb", [publishing.kill, publishing.withdraw])
def test_what_is_taken_down_leaves_its_place_at_once(verb, stories, launch, chief, client):
    one, two, three = stories(3)
    launch(three, two)

    verb(three, by=chief)

    assert seen(client) == ([two.pk, one.pk], [])


def test_each_language_has_its_own_front(stories, launch, client):
    one, two = stories(2)
    [russian, other] = stories(2, language="ru")

    launch(two)
    launch(other, two, code="ru")

    assert seen(client) == ([two.pk], [one.pk])
    assert seen(client, "/ru/") == ([other.pk, russian.pk], [])


def test_marks_fill_what_the_arrangement_leaves_open(stories, launch, chief, client):
    one, two, three, four = stories(4)
    publishing.feature(two, by=chief, is_lead=True)
    publishing.feature(four, by=chief, pinned_until=timezone.now() + HOUR)

    assert seen(client) == ([two.pk, four.pk], [one.pk, three.pk])

    launch(three)
    assert seen(client) == ([three.pk, four.pk], [one.pk, two.pk])


def test_the_banner_stands_until_its_moment_and_its_story_nowhere_else(
    before_nine, stories, launch, client
):
    one, two = stories(2)
    launch(one, two, article=one, until=NINE)

    assert strip(client) == (one.headline, [])
    assert seen(client) == ([two.pk], [])

    before_nine.at(NINE)
    assert strip(client) == (None, [])
    assert seen(client) == ([one.pk, two.pk], [])


def test_words_of_the_banner_lead_to_their_story_while_it_is_out(stories, launch, chief, client):
    [one, two] = stories(2)
    launch(one, text="Алматыда жер сілкінді", article=one)
    link = f'{one.live_edition().get_absolute_url()}">Алматыда жер сілкінді</a>'

    assert link in client.get("/").content.decode()
    assert seen(client) == ([one.pk], [two.pk])

    publishing.kill(one, by=chief)
    assert strip(client) == ("Алматыда жер сілкінді", [])
    assert link not in client.get("/").content.decode()


def test_no_story_stands_twice_above_the_blocks_or_is_lost(stories, launch, chief, client):
    made = stories(20)
    for story in made[:6]:
        publishing.feature(
            story, by=chief, urgent=True, is_lead=True, pinned_until=timezone.now() + HOUR
        )
    launch(*made[3:9], article=made[0])

    page = client.get("/").context
    above = [page["banner"]["edition"], page["lead"], *page["cards"], *page["urgent"]]
    above = [edition.article_id for edition in [*above, *page["latest"]]]

    assert sorted(above) == sorted(story.pk for story in made)


def test_a_launch_tells_the_page_cache_now_and_at_each_end(before_nine, stories, launch):
    [one] = stories(1)
    Change.objects.all().delete()

    launch((one, NINE), text="Шұғыл", until=NINE + HOUR)

    assert set(Change.objects.values_list("keys", "due_at")) == {
        ("list-kk", NINE - HOUR),
        ("list-kk", NINE),
        ("list-kk", NINE + HOUR),
    }


def test_a_stale_arrangement_is_not_launched(stories, launch, chief, client):
    one, two = stories(2)
    launch(two)
    old = front.draft("kk")
    launch(one)

    with pytest.raises(front.Stale):
        front.launch(old, by=chief)

    assert seen(client) == ([one.pk], [two.pk])


def test_whoever_may_not_arrange_launches_nothing(make_user):
    for role in (Role.REPORTER, Role.PHOTO_EDITOR, Role.SHARE_STAFF, Role.ADMINISTRATOR):
        with pytest.raises(publishing.NotAllowed):
            front.launch(FrontDraft(language="kk"), by=make_user(role))
