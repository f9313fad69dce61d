"""Tags become one: every story, saved text and address follows."""

import datetime
import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk, merging, publishing, revisions
from articles.admin.picks import tag_named
from articles.links import ArticleTag
from articles.models import Article, EditionTag, MergedTag, Redirect, Revision, Tag
from articles.rights import NotAllowed
from newsroom.pagecache.models import Change
from newsroom.staff.models import AuditEntry
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def tags(make_tag):
    """What stays, and two that go."""
    return (
        make_tag(name_kk="Экология", name_ru="Экология", name_en=""),
        make_tag(name_kk="Қоршаған орта", name_ru="Окружающая среда", name_en="Environment",
                 aliases_kk="Табиғат"),
        make_tag(name_kk="", name_ru="Природа", name_en=""),
    )  # fmt: skip


def links():
    """{(table, story or edition): its tags} as they are."""
    found = {}
    for model, owner in merging.MOVED.items():
        for one, tag in model.objects.values_list(owner, "tag_id"):
            found.setdefault((model, one), set()).add(tag)
    return found


def test_every_story_keeps_its_links_and_none_twice(
    tags, make_article, make_edition, make_tag, chief
):
    stays, first, second = tags
    other = make_tag()
    make_article(tags=[first])
    make_article(tags=[stays, first, second, other])
    make_edition(tags=[first, second])
    make_edition(tags=[second, other], live_from=timezone.now() + HOUR)
    make_edition(tags=[first, stays], live_until=timezone.now() - datetime.timedelta(minutes=1))
    make_edition(tags=[other])
    before = links()

    merging.merge(stays, [first, second], by=chief)

    became = {first.pk: stays.pk, second.pk: stays.pk}
    assert links() == {one: {became.get(tag, tag) for tag in some} for one, some in before.items()}
    assert set(Tag.objects.all()) == {stays, other}


def test_every_relation_of_a_tag_is_moved_or_goes_with_it():
    """A new table that points at tags must join articles.merging, and this list."""
    leading = {
        (relation.related_model._meta.label, relation.field.name)
        for relation in Tag._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
    }

    moved = {(model._meta.label, "tag") for model in merging.MOVED}
    by_those = {("articles.Article", "tags"), ("articles.Edition", "tags")}
    kept_by_merge = {("articles.MergedTag", "tag")} | {
        (f"articles.{kind}", "tag") for kind in ("TagWord", "TagKey")
    }
    assert leading == moved | by_those | kept_by_merge


def test_names_and_other_names_are_inherited(tags, chief):
    stays = merging.merge(tags[0], tags[1:], by=chief)

    assert (stays.name_kk, stays.name_ru, stays.name_en) == ("Экология", "Экология", "Environment")
    assert stays.aliases_kk.splitlines() == ["Қоршаған орта", "Табиғат"]
    assert stays.aliases_ru.splitlines() == ["Окружающая среда", "Природа"]
    for word in ["табиғат", "ПРИРОДА", "environment", "қоршаған-орта"]:
        assert Tag.objects.called(word) == stays


def test_the_name_that_was_chosen_stays_and_the_other_is_an_other_name(tags, chief):
    first = tags[1]

    stays = merging.merge(tags[0], [first], by=chief, names={"kk": first.pk})

    assert stays.name_kk == "Қоршаған орта"
    assert stays.slug_kk == "ekologia"
    assert stays.aliases_kk == "Табиғат"
    assert Tag.objects.called("экология") == stays


def test_every_old_address_leads_on_in_one_hop_in_three_languages(
    tags, make_edition, chief, client
):
    stays, first, second = tags
    renamed = "/tag/eski/"
    Redirect.objects.create(old_path=renamed, new_path="/tag/qorshagan-orta/")
    make_edition(tags=[first])

    merging.merge(stays, [first, second], by=chief)

    for old, new in [
        ("/tag/qorshagan-orta/", "/tag/ekologia/"),
        (renamed, "/tag/ekologia/"),
        ("/tag/tabigat/", "/tag/ekologia/"),
        ("/feed/tag/qorshagan-orta/", "/feed/tag/ekologia/"),
        (f"/ru/tag/{first.slug_ru}/", f"/ru/tag/{stays.slug_ru}/"),
        ("/ru/tag/priroda/", f"/ru/tag/{stays.slug_ru}/"),
        ("/ru/feed/tag/priroda/", f"/ru/feed/tag/{stays.slug_ru}/"),
    ]:
        answer = client.get(old)
        assert (answer.status_code, answer.headers["Location"]) == (301, new)
        assert client.get(new).status_code == 200
    assert client.get("/en/tag/environment/").status_code == 200
    assert client.get("/en/feed/tag/environment/").status_code == 200


def test_the_story_shows_the_tag_that_stayed(tags, make_edition, chief, client):
    edition = make_edition(tags=[tags[1]])

    merging.merge(tags[0], tags[1:], by=chief)

    page = client.get(edition.get_absolute_url()).content.decode()
    assert "/tag/ekologia/" in page
    assert edition.headline in client.get("/tag/ekologia/").content.decode()
    assert edition.headline in client.get("/feed/tag/ekologia/").content.decode()


def test_page_caches_hear_of_both_tags_and_of_the_stories(tags, make_edition, chief):
    stays, first, _second = tags
    edition = make_edition(tags=[first])
    last = Change.objects.latest("pk").pk

    merging.merge(stays, [first], by=chief)

    said = {key for one in Change.objects.filter(pk__gt=last) for key in one.keys.split()}
    assert said == {
        *stays.cache_keys(),
        *first.cache_keys(),
        f"article-{edition.article_id}",
        "site",
        "redirects",
    }


def test_the_audit_names_both(tags, chief):
    merging.merge(tags[0], tags[1:2], by=chief)

    entry = AuditEntry.objects.get(action="row.merge")
    assert (entry.subject, entry.by) == ("Қоршаған орта → Экология", chief)


def test_an_old_text_that_names_the_gone_tag_is_restored_with_the_one_that_stayed(
    tags, make_article, chief
):
    stays, first, second = tags
    article = make_article(tags=[first])
    desk.write(article, by=chief, edit_no=1, tags=[])
    merging.merge(first, [second], by=chief)
    merging.merge(stays, [first], by=chief)  # and that one again

    lost = revisions.restore(
        article, Revision.objects.get(article=article, number=1), by=chief, edit_no=2
    )

    assert lost == []
    assert list(article.tags.all()) == [stays]
    assert dict(MergedTag.objects.values_list("number", "tag")) == {
        first.pk: stays.pk, second.pk: stays.pk
    }  # fmt: skip


def test_a_comparison_names_the_tag_that_stayed_and_sees_no_change(tags, make_article, chief):
    stays, first, _second = tags
    article = make_article(tags=[first])
    merging.merge(stays, [first], by=chief)
    article.headline = "Басқа тақырып"
    desk.write(article, by=chief, edit_no=1, tags=[stays])

    old, new = Revision.objects.filter(article=article).order_by("number")

    assert [part.name for part in revisions.compare(old.snapshot, new.snapshot)] == ["headline"]


def test_a_button_alone_is_no_new_save_after_a_merge(tags, make_article, chief):
    stays, first, _second = tags
    article = make_article(tags=[first])
    merging.merge(stays, [first], by=chief)

    article = desk.write(article, by=chief, edit_no=1, tags=[stays])

    assert article.edit_no == 1


def test_a_program_that_still_holds_the_gone_tag_writes_the_one_that_stayed(
    tags, make_article, chief
):
    stays, first, _second = tags
    merging.merge(stays, [first], by=chief)

    article = make_article(tags=[first])

    assert list(article.tags.all()) == [stays]


def test_who_comes_second_is_told_and_nothing_happens(tags, chief):
    stays, first, second = tags
    merging.merge(stays, [first], by=chief)

    with pytest.raises(merging.Gone) as gone:
        merging.merge(first, [second], by=chief)

    assert gone.value.stayed == {first.pk: stays}
    assert Tag.objects.filter(pk=second.pk).exists()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.SHARE_STAFF, Role.PHOTO_EDITOR])
def test_who_may_not_change_tags_merges_none(role, tags, make_user):
    with pytest.raises(NotAllowed):
        merging.merge(tags[0], tags[1:], by=make_user(role))


def test_queries_do_not_grow_with_the_stories(tags, make_edition, chief):
    def cost(stays, goes):
        with CaptureQueriesContext(connection) as asked:
            merging.merge(stays, [goes], by=chief)
        return len(asked)

    stays, first, second = tags
    make_edition(tags=[first])
    one = cost(stays, first)
    for _number in range(12):
        make_edition(tags=[second])

    assert cost(stays, second) <= one


def at_once(*deeds):
    """What each raised, None where it went well; run in threads of their own."""
    ready, raised = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(number, deed):
        ready.wait()
        try:
            deed()
        except Exception as fault:  # it is looked at below
            raised[number] = fault
        finally:
            connection.close()

    crowd = [threading.Thread(target=run, args=one) for one in enumerate(deeds)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return raised


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_merges_at_once_one_is_told(tags, make_edition, chief):
    stays, first, second = tags
    for _number in range(5):
        make_edition(tags=[first, second])

    raised = at_once(
        lambda: merging.merge(stays, [first, second], by=chief),
        lambda: merging.merge(second, [stays, first], by=chief),
    )

    assert sorted(str(type(one).__name__) for one in raised) == ["Gone", "NoneType"]
    [left] = Tag.objects.all()
    assert set(EditionTag.objects.values_list("tag", flat=True)) == {left.pk}
    assert EditionTag.objects.count() == ArticleTag.objects.count() == 5


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_stories_written_and_published_during_a_merge_lose_no_link(tags, make_article, chief):
    stays, first, _second = tags
    stories = [make_article(tags=[first]) for _number in range(12)]

    def write(some):
        for article in some:
            fresh = Article.objects.get(pk=article.pk)
            fresh.headline += " жаңа"
            desk.write(fresh, by=chief, edit_no=1, tags=[first])
            publishing.publish(fresh, by=chief)

    raised = at_once(
        lambda: write(stories[::2]),
        lambda: merging.merge(stays, [first], by=chief),
        lambda: write(stories[1::2]),
    )

    assert raised == [None, None, None]
    assert all(some == {stays.pk} for some in links().values())
    assert ArticleTag.objects.count() == EditionTag.objects.count() == 12


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_twin_typed_by_two_at_once_is_one_tag(chief):
    def type_it(name):
        with transaction.atomic():
            tag_named(name, "kk")

    raised = at_once(*(lambda name=name: type_it(name) for name in ["Су", "су ", "«СУ»"]))

    assert raised == [None] * 3
    assert Tag.objects.count() == 1
