"""What the proof rules say of a story: mended everywhere, let stand for good, taught by a word."""

import time

import pytest
from django.urls import reverse

from articles import gate, proofs, publishing
from articles.models import Article, Autosave, HouseWord
from newsroom.staff.models import AuditEntry
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db

FAULTY = {
    "headline": "Аcтана қаласы",
    "short_headline": "Аcтана",
    "standfirst": "Аcтанада",
    "lead_caption": "Аcтанадан",
    "body": (
        "<p>Ол <strong>Аc</strong>тана қаласында</p>\n"
        '<figure data-photo="9"><figcaption>Аcтананың көшесі</figcaption></figure>\n'
        '<figure data-gallery="9,10"><figcaption>Аcтана</figcaption></figure>'
    ),
}


def found(article, **known):
    return {
        str(placed.mark.reason): finding
        for finding in gate.findings(article, **known)
        for placed in finding.marks
    }


@pytest.fixture
def said(make_article):
    """reason → finding, of a story that has this body."""

    def ask(body="<p>Мәтін.</p>", **fields):
        return found(make_article(body=body, **fields))

    return ask


@pytest.fixture
def write(client, chief, section):
    """Save the form of a story as it stands, with some fields changed."""
    client.force_login(chief)

    def send(article, **changed):
        article.refresh_from_db()
        fields = {
            "headline": article.headline, "body": article.body, "language": "kk", "kind": "news",
            "section": section.pk, "own_reporting": "on", "edit_no": article.edit_no,
            "slug": article.slug, "_continue": "1", **changed,
        }  # fmt: skip
        address = reverse("admin:articles_article_change", args=[article.pk])
        assert client.post(address, fields).status_code == 302
        return Article.objects.get(pk=article.pk)

    return send


def test_one_press_mends_the_word_in_every_field_and_caption(said):
    finding = said(**FAULTY)["one_script"]

    assert len(finding.marks) == 7
    assert finding.fix.values == {
        name: text.replace("c<", "с<").replace("cт", "ст") for name, text in FAULTY.items()
    }


def test_many_marks_of_one_reason_are_one_finding(said):
    body = "".join(f"<p>{number} млн теңге</p>" for number in range(2, 40))

    findings = said(body)

    assert list(findings) == ["no_break.unit"]
    assert len(findings["no_break.unit"].marks) == 38
    assert findings["no_break.unit"].fix.values["body"].count("&nbsp;") == 38


def test_a_quote_that_begins_in_bold_is_mended_around_its_tags(said):
    finding = said('<p>Ол <strong>"Жол</strong> ашық" деді.</p>')["quotes"]

    assert finding.fix.values == {"body": "<p>Ол <strong>«Жол</strong> ашық» деді.</p>"}


def test_every_mark_has_its_reason_in_words(said):
    reasons = {reason for reason in proofs.REASONS if "." not in reason}

    assert proofs.RULES - reasons == {"no_break", "ordinal", "number_ending", "name_ending"}


def test_a_shared_name_is_mended_on_its_own_page(make_article, make_tag, make_source, chief):
    tag, source = make_tag(name_kk="Экoлогия"), make_source(name_kk="Миниcтрлік")
    article = make_article()

    findings = gate.findings(article, by=chief, tags=[tag, "Жаңa тег"], sources=[source])

    told = [(one.field, one.words, one.link) for one in findings if one.words]
    assert told == [
        ("tags", "Экoлогия → Экология", reverse("admin:articles_tag_change", args=[tag.pk])),
        ("tags", "Жаңa тег → Жаңа тег", ""),
        ("sources", "Миниcтрлік → Министрлік",
         reverse("admin:articles_source_change", args=[source.pk])),
    ]  # fmt: skip


def test_what_is_let_stand_does_not_come_back_for_anybody(make_article, write, make_user):
    article = make_article(body="<p>АҚШ-дың және 6-ші</p>")
    stets = proofs.written_stets([("name_ending", "АҚШ-дың")])

    write(article, stets=stets)
    write(article, body="<p>Жаңа: АҚШ-дың және 6-ші</p>")

    article.refresh_from_db()
    assert list(found(article, by=make_user())) == ["ordinal.harmony"]
    assert article.stets.get().by is not None


def test_what_was_let_stand_can_be_shown_again(make_article, write):
    article = make_article(body="<p>АҚШ-дың</p>")
    write(article, stets=proofs.written_stets([("name_ending", "АҚШ-дың")]))

    write(article, stets="[]")

    assert list(found(article)) == ["ending.acronym"]


def test_what_is_let_stand_is_kept_with_unsaved_text(client, chief, make_article):
    article = make_article(body="<p>АҚШ-дың</p>")
    stets = proofs.written_stets([("name_ending", "АҚШ-дың")])
    client.force_login(chief)
    page = reverse("admin:articles_article_change", args=[article.pk])

    typed = {"headline": "Жаңа", "stets": stets, "edit_no": article.edit_no}
    client.post(reverse("admin:articles_article_autosave", args=[article.pk]), typed)
    form = client.get(page, {"put_back": Autosave.objects.get().pk}).context["adminform"].form

    assert form["stets"].value() == stets


@pytest.mark.parametrize(
    "sent", ["", "{", "[" * 5000, "7", '[["dash"]]', '[["x", "y"]]', '[[1, 2]]', '[["dash", ""]]',
             '[["dash", "\\u0000"]]', '[["dash", "%s"]]' % ("y" * 500)]
)  # fmt: skip
def test_what_is_no_decision_of_ours_is_passed_over(sent):
    assert proofs.read_stets(sent) == []


def test_where_the_section_is_strict_nothing_is_let_stand(make_article, section, chief):
    article = make_article(body="<p>Аcтана</p>", section=section, own_reporting=True)
    proofs.let_stand(article, [("one_script", "Аcтана")], by=chief)
    assert found(article) == {}
    section.strict_checks = ["keeps_to_one_script"]
    section.save()
    article.refresh_from_db()

    with pytest.raises(publishing.Blocked):
        publishing.publish(article, by=chief)


def test_a_word_of_the_dictionary_is_right_in_its_language(said):
    HouseWord.objects.create(word="ҚазTV")
    HouseWord.objects.create(word="Fruktы", language="ru")

    assert said("<p>ҚазTV арнасы, ҚазTV-ның</p>") == {}
    assert "one_script" in said("<p>Fruktы тобы</p>")
    assert said("<p>Группа Fruktы</p>", language="ru") == {}


def test_an_editor_teaches_a_word_and_the_audit_tells(client, make_user):
    client.force_login(make_user(Role.EDITOR))

    client.post(reverse("admin:articles_houseword_add"), {"word": "ҚазTV", "language": ""})

    assert HouseWord.objects.get().word == "ҚазTV"
    assert AuditEntry.objects.filter(action="row.add", subject="ҚазTV").exists()


def test_a_reporter_reads_the_dictionary_and_changes_nothing(client, make_user):
    HouseWord.objects.create(word="ҚазTV", note="телеарна")
    client.force_login(make_user(Role.REPORTER))

    looked = client.get(reverse("admin:articles_houseword_changelist"), {"q": "қазtv"})
    tried = client.post(reverse("admin:articles_houseword_add"), {"word": "Fruktы"})

    assert "телеарна" in looked.content.decode()
    assert tried.status_code == 403


def test_a_word_stands_in_the_dictionary_once(client, chief):
    HouseWord.objects.create(word="ҚазTV")
    client.force_login(chief)

    answer = client.post(reverse("admin:articles_houseword_add"), {"word": "ҚазTV", "language": ""})

    assert answer.status_code == 200
    assert HouseWord.objects.count() == 1


def test_without_javascript_the_marks_stand_in_the_list_of_the_gate(client, chief, make_article):
    article = make_article(body="<p>АҚШ-дың және ІІМ-ның</p>")
    client.force_login(chief)

    page = client.get(reverse("admin:articles_article_change", args=[article.pk]))

    assert '<span class="story-words">АҚШ-дың, ІІМ-ның</span>' in page.content.decode()


def test_a_long_body_is_read_and_mended_in_time(make_article):
    """500 KB, of the greatest length that is stored, every word a fault: 0.1 s was measured."""
    article = make_article()
    article.body = "<p>" + "Аcтана &amp; <strong>Аc</strong>тана " * 11_000 + "</p>"

    started = time.process_time()
    finding = found(article)["one_script"]

    assert time.process_time() - started < 20
    assert len(finding.marks) == 500
