"""A minister's office checks one text through a link, and through no other."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles import desk, outsiders, publishing
from articles.models import OutsiderAnswer
from articles.rights import NotAllowed
from articles.steps import WrongStatus
from newsroom.staff.roles import Role
from tests.articles.words import Words

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def article(make_article):
    return make_article(headline="Қалаға жаңа автобустар келеді", standfirst="Лид.")


@pytest.fixture
def link(article, chief):
    return outsiders.show(article, by=chief, for_whom="Көлік басқармасы", hours=24)


def body_of(response):
    assert response.status_code == 404
    return response.content


def test_the_link_shows_the_text_as_it_was_saved(client, link, article, chief):
    article.headline = "Кейінгі тақырып"
    desk.write(article, by=chief, edit_no=1)

    answer = client.get(link.get_absolute_url())

    assert answer.status_code == 200
    assert "Қалаға жаңа автобустар келеді" in answer.content.decode()
    assert "Кейінгі тақырып" not in answer.content.decode()


def test_nobody_keeps_lists_or_learns_of_the_page(client, link):
    answer = client.get(link.get_absolute_url())

    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert "Surrogate-Key" not in answer


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_a_closed_page_speaks_the_language_of_the_browser(code, client):
    page = client.get("/check/nothing/", headers={"accept-language": code}).content.decode()

    assert Words(page, code).strays() == set()


def test_every_letter_of_the_address_counts(client, link):
    path = link.get_absolute_url()
    closed = body_of(client.get("/check/nothing/"))

    for place in range(len("/check/"), len(path) - 1):
        letter = "A" if path[place] != "A" else "B"
        wrong = f"{path[:place]}{letter}{path[place + 1 :]}"
        assert body_of(client.get(wrong)) == closed, place


def test_every_bit_of_the_token_counts(link):
    token = link.token.encode()

    for place in range(len(token)):
        for bit in range(8):
            wrong = bytearray(token)
            wrong[place] ^= 1 << bit
            assert outsiders.opened(wrong.decode("latin-1")) is None, (place, bit)
    for wrong in (token[:-1], token[1:], token + b"=", token + b"A", token * 2, b"", b":"):
        assert outsiders.opened(wrong.decode()) is None, wrong
    assert outsiders.opened(link.token) == link


def test_a_token_pieced_together_from_two_opens_neither_story(link, make_article, chief):
    other = outsiders.show(make_article(), by=chief, for_whom="Министрлік", hours=24)
    tokens = link.token.split(":"), other.token.split(":")

    for choice in range(1, 7):
        parts = [tokens[choice >> place & 1][place] for place in range(3)]
        opened = outsiders.opened(":".join(parts))
        # made in one second, the two have their moment in common: then nothing is changed
        assert opened is None or opened.token == ":".join(parts), choice


def test_a_link_shows_its_own_story_and_no_other(client, link, make_article, chief):
    other = make_article(headline="Басқа оқиға")
    outsiders.show(other, by=chief, for_whom="Министрлік", hours=24)

    page = client.get(link.get_absolute_url()).content.decode()

    assert "Қалаға жаңа автобустар келеді" in page
    assert "Басқа оқиға" not in page


@pytest.mark.parametrize("why", ["expired", "revoked", "published", "spiked", "embargo"])
def test_a_link_whose_time_is_over_is_answered_like_a_wrong_one(
    why, client, link, article, chief, clock
):
    closed = body_of(client.get("/check/nothing/"))
    assert client.get(link.get_absolute_url()).status_code == 200

    clock.forward(minutes=1)
    if why == "expired":
        clock.forward(hours=24)
    elif why == "revoked":
        outsiders.revoke(link, by=chief)
    elif why == "published":
        publishing.publish(article, by=chief)
    elif why == "spiked":
        publishing.spike(article, by=chief)
    else:
        article.embargoed_until = timezone.now() + HOUR
        desk.write(article, by=chief, edit_no=article.edit_no)

    assert body_of(client.get(link.get_absolute_url())) == closed
    assert body_of(client.post(link.get_absolute_url(), {"verdict": "agreed"})) == closed


def test_the_new_text_beside_a_published_story_is_shown_until_it_is_out(
    client, make_edition, chief, clock
):
    article = make_edition().article
    clock.forward(minutes=1)
    article.headline = "Жаңа тақырып"
    article = desk.write(article, by=chief, edit_no=article.edit_no)
    link = outsiders.show(article, by=chief, for_whom="Министрлік", hours=4)
    assert client.get(link.get_absolute_url()).status_code == 200

    clock.forward(minutes=1)
    publishing.update(article, by=chief)

    assert client.get(link.get_absolute_url()).status_code == 404


def test_the_new_text_of_a_story_is_shown_no_longer_once_it_is_killed(client, make_edition, chief):
    article = make_edition().article
    article.headline = "Жаңа тақырып"
    article = desk.write(article, by=chief, edit_no=article.edit_no)
    link = outsiders.show(article, by=chief, for_whom="Министрлік", hours=4)

    publishing.kill(article, by=chief)

    assert client.get(link.get_absolute_url()).status_code == 404
    with pytest.raises(WrongStatus):
        outsiders.show(article, by=chief, for_whom="Министрлік", hours=4)


def test_a_wrong_link_and_a_closed_one_differ_in_no_header(client, link, chief):
    unknown = client.get("/check/nothing/")
    outsiders.revoke(link, by=chief)

    closed = client.get(link.get_absolute_url())

    assert dict(closed.headers) == dict(unknown.headers)
    assert closed.content == unknown.content


def test_an_embargoed_text_is_shown_by_a_chief_editor_alone_who_says_why(
    client, make_article, make_user, section, chief
):
    editor = make_user(Role.EDITOR, sections=[section])
    article = make_article(embargoed_until=timezone.now() + HOUR)

    for by, reason in ((editor, "Тексерсін"), (chief, "")):
        with pytest.raises(NotAllowed):
            outsiders.show(article, by=by, for_whom="Министрлік", hours=4, reason=reason)
    link = outsiders.show(article, by=chief, for_whom="Министрлік", hours=4, reason="Сан керек")

    assert client.get(link.get_absolute_url()).status_code == 200


def test_what_the_office_answers_is_kept(client, link):
    letter = SimpleUploadedFile("hat.pdf", b"%PDF-1.7 ...")
    said = {"verdict": "agreed", "name": "А. Б.", "office": "Баспасөз қызметі", "file": letter}

    answer = client.post(link.get_absolute_url(), said, follow=True)

    kept = OutsiderAnswer.objects.get()
    assert (kept.link, kept.verdict, kept.name) == (link, "agreed", "А. Б.")
    assert kept.file.read() == b"%PDF-1.7 ..."
    assert "hat" not in kept.file.name
    assert "Рақмет" in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"verdict": "agreed", "name": "", "office": "О"}, "name"),
        ({"verdict": "changes", "name": "А", "office": "О", "text": " "}, "text"),
        ({"verdict": "agreed", "name": "А", "office": "О", "file": b"<html>"}, "file"),
    ],
)
def test_a_wrong_answer_is_told_and_kept_nowhere(client, link, said, field):
    if "file" in said:
        said = {**said, "file": SimpleUploadedFile("hat.pdf", said["file"])}

    answer = client.post(link.get_absolute_url(), said)

    assert answer.context["form"].errors[field]
    assert not OutsiderAnswer.objects.exists()


def test_the_file_of_an_answer_is_for_those_who_may_show_the_story(
    client, link, article, make_user
):
    file = SimpleUploadedFile("hat.pdf", b"%PDF-1.7 ...")
    said = {"verdict": "agreed", "name": "А", "office": "О", "file": file}
    client.post(link.get_absolute_url(), said)
    answer = OutsiderAnswer.objects.get()
    address = reverse("admin:articles_article_answer_file", args=[article.pk, answer.pk])

    client.force_login(make_user(Role.PHOTO_EDITOR))
    assert client.get(address).status_code == 403
    client.force_login(make_user(Role.CHIEF_EDITOR))
    assert client.get(address)["Content-Disposition"].startswith("attachment")


def test_a_story_somebody_outside_has_seen_is_not_deleted(client, link, article, chief):
    client.force_login(chief)

    answer = client.get(reverse("admin:articles_article_delete", args=[article.pk]))

    assert answer.status_code == 403


def test_a_changed_quote_of_a_published_story_asks_for_a_reason(make_edition, chief, clock):
    edition = make_edition(body="<blockquote><p>Көпір күзде ашылады деп отырмыз.</p></blockquote>")
    article = edition.article
    clock.forward(minutes=1)
    article.body = "<blockquote><p>Көпір көктемде ашылады деп отырмыз.</p></blockquote>"
    desk.write(article, by=chief, edit_no=1)

    with pytest.raises(publishing.Blocked) as blocked:
        publishing.update(article, by=chief)

    assert [one.check for one in blocked.value.findings] == ["keeps_what_was_quoted"]
    assert publishing.update(article, by=chief, override="Министр өзі түзетті.")


@pytest.mark.parametrize("spelt", ["{}", "{}//", "{}/x/", "x{}", "{}%00/", "%0A{}/", "a/b/c"])
def test_whatever_opens_nothing_is_answered_alike(client, link, spelt):
    token = link.get_absolute_url().split("/")[-2]
    closed = client.get("/check/nothing/")

    answer = client.get(f"/check/{spelt.format(token)}")

    if spelt == "{}":  # its last slash got lost in a letter
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer.content) == (404, closed.content)
