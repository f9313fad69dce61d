"""Long proofs: many hands on one story at once. `make prove`; PROVE_SCALE=0.1 for a tenth."""

import os
import random
import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import desk, front, publishing
from articles.exchange import take
from articles.models import Article, Autosave, Front, FrontDraft, Revision
from articles.publishing import WrongMoment, WrongStatus
from tests.articles.exchange import story

SCALE = float(os.environ.get("PROVE_SCALE", "1"))
pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


def together(count, act):
    """Run `act(number)` in `count` threads that start at once; raise what any of them raised."""
    start, errors = threading.Barrier(count), []

    def run(number):
        try:
            start.wait()
            act(number)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


@pytest.mark.parametrize("savers", [2, 20])
def test_of_many_savers_of_one_copy_exactly_one_wins(savers, make_article, chief):
    rounds = max(1, round(20 * SCALE))
    article = make_article()

    for _round in range(rounds):
        opened = Article.objects.get(pk=article.pk).edit_no
        won, refused = [], []

        def save(number, opened=opened, won=won, refused=refused):
            mine = Article.objects.get(pk=article.pk)
            mine.headline = f"Нұсқа {opened}-{number}"
            try:
                desk.write(mine, by=chief, edit_no=opened)
                won.append(mine.headline)
            except desk.StaleSave:
                refused.append(mine.headline)

        together(savers, save)

        assert len(won) == 1 and len(refused) == savers - 1
        assert Article.objects.get(pk=article.pk).headline == won[0]
    assert Revision.objects.filter(article=article).count() == rounds + 1


def bring_in(records):
    """Run an import again while the database is busy, as its operator does."""
    while True:
        try:
            return take(records, as_="published")
        except OperationalError:
            continue


def insist(client, address, data):
    """POST again while the answer is "come back": SQLite writes one after another."""
    while (response := client.post(address, data)).status_code == 503:
        assert response.headers["Retry-After"]
    return response


@pytest.fixture
def desks(chief, section):
    """Many browsers of one editor, each with the form of the same story: what each may send."""

    def open_(count, article, opened):
        form = {
            "body": article.body, "language": "kk", "kind": "news", "section": section.pk,
            "own_reporting": "on", "edit_no": opened,
        }  # fmt: skip
        at = {
            name: reverse(f"admin:articles_article_{name}", args=[article.pk])
            for name in ("change", "restore", "autosave")
        }

        def save(client, mine):
            response = insist(client, at["change"], {**form, "headline": mine, "_continue": "1"})
            assert response.status_code == 302 or mine in response.content.decode()
            return response.status_code == 302

        def restore(client, _mine):
            insist(client, at["restore"], {"number": 1, "edit_no": opened})

        def keep(client, mine):
            assert insist(client, at["autosave"], {**form, "headline": mine}).status_code == 200

        clients = [Client(raise_request_exception=False) for _number in range(count)]
        for client in clients:
            client.force_login(chief)
        return clients, [save, restore, keep]

    return open_


@pytest.mark.parametrize("savers", [2, 20])
def test_of_forms_and_restores_at_once_one_wins_and_no_typed_text_is_lost(
    savers, make_article, desks
):
    rounds = max(1, round(20 * SCALE))
    article = make_article(headline="Ең алғашқы")

    for _round in range(rounds):
        opened = Article.objects.get(pk=article.pk).edit_no
        clients, ways = desks(savers, article, opened)
        won = []

        def act(number, opened=opened, clients=clients, ways=ways, won=won):
            way, mine = ways[number % len(ways)], f"Нұсқа {opened}-{number}"
            if way(clients[number], mine):
                won.append(mine)

        together(savers, act)

        stands = Article.objects.get(pk=article.pk)
        assert stands.edit_no == opened + 1
        assert len(won) <= 1
        assert stands.headline == (won[0] if won else "Ең алғашқы")
        assert Revision.objects.filter(article=article).count() == stands.edit_no
    assert Autosave.objects.filter(article=article).count() <= 1


@pytest.mark.parametrize("savers", [2, 20])
def test_of_forms_and_list_actions_at_once_nothing_typed_and_no_mark_is_lost(
    savers, make_article, desks, chief
):
    rounds = max(1, round(20 * SCALE))
    article = make_article(headline="Ең алғашқы")
    publishing.publish(article, by=chief)
    list_address = reverse("admin:articles_article_changelist")
    actions = ["make_urgent", "make_lead", "pin"]

    for _round in range(rounds):
        plain = {"urgent": False, "is_lead": False, "pinned_until": None}
        publishing.feature(article, by=chief, **plain)
        opened = Article.objects.get(pk=article.pk).edit_no
        clients, ways = desks(savers, article, opened)
        won, marked = [], []

        def act(number, opened=opened, clients=clients, ways=ways, won=won, marked=marked):
            if number % 2:
                action = actions[number // 2 % len(actions)]
                chosen = {"action": action, "_selected_action": [article.pk]}
                response = insist(clients[number], list_address, chosen)
                assert response.status_code == 302
                marked.append(action)
            elif ways[0](clients[number], mine := f"Нұсқа {opened}-{number}"):
                won.append(mine)

        together(savers, act)

        stands = Article.objects.get(pk=article.pk)
        marks = {
            "make_urgent": stands.urgent,
            "make_lead": stands.is_lead,
            "pin": bool(stands.pinned_until),
        }
        assert {name for name, is_set in marks.items() if is_set} == set(marked)
        assert stands.edit_no == opened + len(marked) + len(won)
        assert len(won) <= 1
        assert not won or stands.headline == won[0]
        assert Revision.objects.filter(article=article).count() == stands.edit_no


@pytest.mark.parametrize("savers", [2, 20])
def test_of_imports_of_one_file_at_once_every_story_comes_in_once(savers, section):
    rounds = max(1, round(20 * SCALE))

    for number in range(rounds):
        names = [f"k-{number}-{place}" for place in range(3)]
        records = [{"type": "section", "name": {"kk": section.name_kk}}, *map(story, names)]
        reports = []

        def act(_number, records=records, reports=reports):
            reports.append(bring_in(records))

        together(savers, act)

        found = Article.objects.filter(external_id__in=names)
        assert sorted(found.values_list("external_id", flat=True)) == names
        assert sum(report.count["published"] for report in reports) == len(names)
        assert all(
            report.count["published"] + report.count["here"] == len(names) for report in reports
        )
        assert not [fault for report in reports for fault in report.faults]


@pytest.mark.parametrize("savers", [2, 20])
def test_of_launches_of_the_home_page_at_once_one_wins_and_the_others_see_their_own(
    savers, make_edition, chief
):
    rounds = max(1, round(20 * SCALE))
    stories = [make_edition(headline=f"Жаңалық {number}").article_id for number in range(3)]
    slots = [{"article": pk, "until": None} for pk in stories]
    front.launch(FrontDraft(language="kk", slots=slots), by=chief)
    address = reverse("admin:articles_front_arrange", args=["kk"])
    clients = [Client(raise_request_exception=False) for _number in range(savers)]
    for client in clients:
        client.force_login(chief)

    for _round in range(rounds):
        opened, launched = front.draft("kk").number, Front.objects.count()
        won = []

        def act(number, opened=opened, won=won):
            mine = f"Дауыл {opened}-{number}"
            untils = {f"until-{pk}": "" for pk in stories[number % 3 :] + stories[: number % 3]}
            typed = {"number": opened, "banner_text": mine, **untils, "_launch": "1"}
            response = insist(clients[number], address, typed)
            if response.status_code == 302:
                won.append(mine)
            else:
                assert response.status_code == 200
                assert mine in response.content.decode()

        together(savers, act)

        assert len(won) == 1
        assert front.current("kk").banner_text == front.draft("kk").banner_text == won[0]
        assert front.draft("kk").number == opened + 1
        assert Front.objects.count() == launched + 1


def test_whatever_several_people_do_at_once_a_story_has_one_text_at_a_time(make_article, chief):
    steps = max(20, round(300 * SCALE))
    article = make_article()
    dice = random.Random(7)
    verbs = ["publish", "update", "withdraw", "unschedule"]
    plan = [(dice.choice(verbs), dice.random()) for _step in range(steps)]

    def act(number):
        for verb, chance in plan[number::4]:
            at = timezone.now() + timedelta(seconds=60 * chance) if chance > 0.5 else None
            options = {} if verb == "unschedule" else {"at": at}
            try:
                getattr(publishing, verb)(article, by=chief, **options)
            except (WrongStatus, WrongMoment):
                pass

    together(4, act)

    spans = list(article.editions.order_by("live_from").values_list("live_from", "live_until"))
    assert article.steps.count() > steps / 20
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert article.editions.coming().count() <= 1
