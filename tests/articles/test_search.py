"""What readers find by words in any form, and in which order."""

import random
import time
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import body, merging, publishing
from articles.models import Edition, SearchRow, TagKey
from articles.search import asking, finding, index, marking, meant, tables
from newsroom import languages
from tests import hostile, plans

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def found(client, words, path="/search/", **narrowed):
    context = client.get(path, {"q": words, **narrowed}).context
    return [edition.headline for edition in context.get("editions") or []]


@pytest.mark.parametrize("typed", ["қала", "кала", "qala", "қалада", "ҚАЛАЛАР", "каладан"])
def test_a_kazakh_word_is_found_in_any_form_and_on_any_keyboard(typed, make_edition, client):
    make_edition(headline="Ірі қалалардың ауасы")
    make_edition(headline="Ауыл мектебі")

    assert found(client, typed) == ["Ірі қалалардың ауасы"]


@pytest.mark.parametrize(
    ("typed", "language", "headline"),
    [
        ("министрлігінің", "kk", "Министрлік жауап берді"),
        ("встречах", "ru", "Встреча прошла в Астане"),
        ("cities", "en", "A city by the river"),
        ("COP29", "kk", "COP29-дың қорытындысы"),
    ],
)
def test_other_forms_and_languages(typed, language, headline, make_edition, client):
    make_edition(headline=headline, language=language)
    path = "/search/" if language == "kk" else f"/{language}/search/"

    assert found(client, typed, path) == [headline]


def test_text_standfirst_and_tags_are_looked_in_too(make_edition, make_tag, client):
    make_edition(headline="Бірінші", body="<p>Сөз <b>бұлақ</b> туралы.</p>")
    make_edition(headline="Екінші", standfirst="Бұлақтар көп")
    make_edition(headline="Үшінші", tags=[make_tag(name_kk="Бұлақ")])

    assert set(found(client, "бұлақ")) == {"Бірінші", "Екінші", "Үшінші"}


def test_a_renamed_tag_is_found_by_what_it_is_called_now(
    make_edition, make_tag, client, django_assert_max_num_queries
):
    tag = make_tag(name_kk="Бұлақ", aliases_kk="Қайнар көзі")
    for number in range(3):
        make_edition(headline=f"Су {number}", tags=[tag])

    with django_assert_max_num_queries(12):  # however many stories have it
        tag.name_kk, tag.aliases_kk = "Өзен", "Арна"
        tag.save()

    assert [len(found(client, word)) for word in ("өзендер", "арна", "бұлақ", "қайнар")] == [
        3, 3, 0, 0,
    ]  # fmt: skip


def test_stories_of_merged_tags_are_found_by_all_their_names(make_edition, make_tag, chief, client):
    stays, first, second = (make_tag(name_kk=name) for name in ("Өзен", "Бұлақ", "Көл"))
    make_edition(headline="Ескі", tags=[first])
    merging.merge(first, [second], by=chief)
    merging.merge(stays, [first], by=chief)
    make_edition(headline="Жаңа", tags=[stays])

    for word in ("өзен", "бұлақ", "көл"):
        assert set(found(client, word)) == {"Ескі", "Жаңа"}


def test_the_name_of_a_tag_is_a_phrase_and_counts_by_how_it_is_met(make_edition, make_tag, client):
    tag = make_tag(name_kk="Қоршаған ортаны қорғау", name_ru="Охрана среды")
    make_edition(headline="Бірінші", tags=[tag])
    make_edition(headline="Первая", tags=[tag], language="ru")
    make_edition(headline="Екінші", tags=[make_tag(name_kk="Қоршаған орта", aliases_kk="Құн")])
    make_edition(headline="Үшінші", tags=[make_tag(name_kk="Күн")])

    assert found(client, '"қоршаған ортаны қорғау"') == ["Бірінші"]
    assert found(client, '"қоршаған орта"') == ["Екінші"]
    assert found(client, "құн") == ["Екінші", "Үшінші"]
    assert found(client, "охрана") == []  # that is its name for Russian stories


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("command", ["rekey_stories", "migrate"])
def test_keys_of_tags_are_made_where_there_are_none(command, make_edition, make_tag, client):
    make_edition(headline="Су", tags=[make_tag(name_kk="Бұлақ")])
    TagKey.objects.all().delete()
    before = found(client, "бұлақ")

    call_command(command, verbosity=0)

    assert (before, found(client, "бұлақ")) == ([], ["Су"])


def test_the_exact_spelling_comes_before_what_lacks_its_letters(make_edition, client):
    make_edition(headline="Доллардың құны", live_from=timezone.now() - 900 * DAY)
    make_edition(headline="Бүгінгі күн")

    assert found(client, "құн") == ["Доллардың құны", "Бүгінгі күн"]


def test_a_headline_counts_more_than_a_text_and_news_more_than_history(make_edition, client):
    old = timezone.now() - 700 * DAY
    make_edition(headline="Мәтінде", body="<p>Өзен туралы.</p>", live_from=old)
    make_edition(headline="Өзен туралы ескі", live_from=old)
    make_edition(headline="Өзен туралы жаңа")

    assert found(client, "өзен") == ["Өзен туралы жаңа", "Өзен туралы ескі", "Мәтінде"]
    assert found(client, "өзен", order="new")[0] == "Өзен туралы жаңа"


@pytest.mark.parametrize("quoted", ['"жаңа өзен арнасы"', "«жаңа өзен арнасы»", "“жаңа өзен”"])
def test_a_phrase_is_found_as_it_stands(quoted, make_edition, client):
    make_edition(headline="Бұл жаңа өзен арнасы")
    make_edition(headline="Өзен арнасы жаңа", body="<p>Өзен жаңа. Арнасы.</p>")
    make_edition(headline="Арна жаңа өзендер")

    assert found(client, quoted) == ["Бұл жаңа өзен арнасы"]


def test_all_pairs_of_a_longer_phrase_are_not_the_phrase(make_edition, client):
    make_edition(headline="Алма көп", body="<p>Жаңа алма. Алма піседі.</p>")

    assert found(client, '"жаңа алма"') and found(client, '"алма піседі"')
    assert found(client, '"жаңа алма піседі"') == []


def test_filters_narrow_and_are_kept(make_edition, make_section, make_source, make_author, client):
    place, source, author = make_section(), make_source(), make_author()
    make_edition(
        headline="Өзен А", section=place, sources=[(source, "")], authors=[author],
        live_from=timezone.now() - 400 * DAY,
    )  # fmt: skip
    make_edition(headline="Өзен Б")
    last_year = (timezone.now() - 300 * DAY).date().isoformat()

    for narrowed in (
        {"section": place.slug_kk},
        {"source": source.slug_kk},
        {"author": author.slug_kk},
        {"to": last_year},
    ):
        assert found(client, "өзен", **narrowed) == ["Өзен А"]
    assert found(client, "өзен", **{"from": last_year}) == ["Өзен Б"]
    page = client.get("/search/", {"q": "өзен", "source": source.slug_kk}).content.decode()
    assert f'<option value="{source.slug_kk}" selected>' in page


def test_hits_are_marked_as_they_stand_and_all_else_is_escaped(make_edition, client):
    make_edition(
        headline="Ірі <i> қалалар & ауыл", standfirst="Басқа.", body="<p>1 &lt; 2, қалада.</p>"
    )

    page = client.get("/search/?q=кала").content.decode()

    assert "Ірі &lt;i&gt; <mark>қалалар</mark> &amp; ауыл" in page
    assert "1 &lt; 2, <mark>қалада</mark>." in page


def test_a_passage_of_a_long_text_is_shown_around_the_hit(make_edition):
    words = "бос сөз " * 200
    edition = make_edition(headline="Тақырып", body=f"<p>{words}бұлақтың {words}</p>")

    drawn = marking.passage(edition, asking.read("бұлақ"))

    assert drawn.startswith("… ") and drawn.endswith(" …") and len(drawn) < 300
    assert "<mark>бұлақтың</mark>" in drawn


@pytest.mark.parametrize("typed", ["эколагия", "экалогия", "эколог", "кэология", "жаңа эколгия"])
def test_a_misspelt_word_gets_the_one_that_was_meant(typed, make_edition, client):
    make_edition(headline="Жаңа экология кодексі")

    page = client.get("/search/", {"q": typed})

    better = page.context["better"]
    assert better in ("экология", "жаңа экология")
    assert f">{better}</a>" in page.content.decode().partition("Мүмкін, мынаны іздедіңіз:")[2]
    assert found(client, better) == ["Жаңа экология кодексі"]


def test_nothing_is_offered_that_only_a_hidden_story_knows(make_article, chief, client):
    article = make_article(headline="Құпиясөз келісім")
    publishing.publish(article, by=chief, at=timezone.now() + DAY)

    page = client.get("/search/?q=құпиасөз")

    assert page.context["better"] is None
    assert "құпиясөз" not in page.content.decode()


def test_stories_in_other_languages_are_offered(make_edition, client):
    make_edition(headline="Выставка в музее", language="ru")

    page = client.get("/search/?q=выставка").content.decode()

    assert 'href="/ru/search/?q=' in page.split("<h2>")[1]


def test_the_clock_brings_a_story_into_the_search_and_out_of_it(make_article, chief, clock, client):
    article = make_article(headline="Жаңа бұлақ")
    publishing.publish(article, by=chief, at=clock.now + DAY)
    publishing.withdraw(article, by=chief, at=clock.now + 2 * DAY)

    seen = []
    for _day in range(3):
        seen.append(found(client, "бұлақ"))
        clock.forward(days=1)

    assert seen == [[], ["Жаңа бұлақ"], []]


def test_an_updated_story_is_found_by_its_new_words_alone(make_edition, chief, client):
    edition = make_edition(headline="Ескі бұлақ")
    article = edition.article
    article.headline = "Жаңа өзен"
    article.save()
    publishing.update(article, by=chief)

    assert found(client, "бұлақ") == []
    assert found(client, "өзен") == ["Жаңа өзен"]
    assert SearchRow.objects.count() == 1


def test_more_than_a_thousand_are_not_counted(make_edition, client, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 2)
    monkeypatch.setattr(finding.find, "__kwdefaults__", {"best": True, "most": 2})
    for number in range(4):
        make_edition(headline=f"Өзен {number}")

    context = client.get("/search/?q=өзен").context

    assert context["count"] == "2+"
    assert [one.headline for one in context["editions"]] == ["Өзен 3", "Өзен 2"]


def test_planned_stories_take_no_place_among_the_newest(
    make_edition, make_article, chief, client, monkeypatch
):
    monkeypatch.setattr(finding.find, "__kwdefaults__", {"best": True, "most": 2})
    make_edition(headline="Өзен тасыды")
    for number in range(5):
        planned = make_article(headline=f"Өзен {number}")
        publishing.publish(planned, by=chief, at=timezone.now() + timedelta(hours=1))

    context = client.get("/search/?q=өзен").context

    assert context["count"] == 1
    assert [one.headline for one in context["editions"]] == ["Өзен тасыды"]


@pytest.mark.parametrize("name", hostile.QUESTIONS)
def test_hostile_questions_are_answered_at_once(name, make_edition, client):
    """`make bench` measures half a second at most; what is let go wrong takes minutes."""
    make_edition(headline="Қала")
    client.get("/search/?q=қала")  # tables of stems are read with the first word
    sent = urlencode({"q": hostile.QUESTIONS[name]})
    began = time.thread_time()

    answer = client.get("/search/", QUERY_STRING=sent)

    assert answer.status_code == 200
    assert time.thread_time() - began < 5


def words_of(edition):
    texts = [edition.headline, edition.short_headline, edition.standfirst]
    texts += [body.text_of(edition.body)]
    for tag in edition.tags.all():
        texts += tag.called(edition.language)
    return [[word.text for word in languages.tokenise(text)] for text in texts]


def test_five_hundred_questions_find_what_plain_python_finds():
    """The same on both databases, since both are compared with the words themselves."""
    plans.fill(200)
    dice = random.Random(6)
    stories = {}
    for edition in Edition.objects.live().order_by("pk").prefetch_related("tags"):
        texts = words_of(edition)
        kept = [languages.keys(word, edition.language) for words in texts for word in words]
        pairs = {pair for words in texts for pair in zip(words, words[1:], strict=False)}
        stories[edition] = [set(keys) for keys in zip(*kept, strict=True)], texts, pairs
    asked = [question(dice, list(stories.values())) for _number in range(500)]

    for number, text in enumerate(asked):
        language = languages.LANGUAGES[number % 10 // 8 if number % 10 < 9 else 2]
        sought = asking.read(text)
        meets = {
            edition.pk
            for edition, (keys, _texts, pairs) in stories.items()
            if edition.language == language
            and all(meet(languages.alternatives(w, (language,)), keys) for w in sought.words)
            and all(pair in pairs for p in sought.phrases for pair in zip(p, p[1:], strict=False))
        }

        assert set(finding.find(sought, language).ids) == meets, text


def meet(wanted, keys):
    return any(some & others for some, others in zip(wanted, keys, strict=True))


def question(dice, stories):
    """One to three words of a story, some cut, some without their letters; or a phrase."""
    _keys, texts, _pairs = dice.choice(stories)
    words = dice.choice([one for one in texts if len(one) > 2])
    place = dice.randrange(len(words) - 1)
    if dice.random() < 0.2:
        return f'"{words[place]} {words[place + 1]}"'
    chosen = dice.sample(words, dice.randint(1, 2))
    spoilt = str.maketrans("қғңөұүһіә", "кгноууhиа")
    return " ".join(w.translate(spoilt) if dice.random() < 0.3 else w for w in chosen)


def test_keys_are_made_anew_after_a_new_stemmer(make_edition, client, monkeypatch):
    make_edition(headline="Қала")
    monkeypatch.setattr(languages, "STEMMER_VERSION", languages.STEMMER_VERSION + 1)
    monkeypatch.setattr(languages, "keys", lambda word, code: languages.Keys(*[f"x{word}"] * 4))
    monkeypatch.setattr(
        languages, "alternatives",
        lambda word, codes: languages.Alternatives(*[frozenset([f"x{word}"])] * 4),
    )  # fmt: skip
    before = found(client, "қала")

    call_command("rekey_stories")

    assert (before, found(client, "қала")) == ([], ["Қала"])
    assert not index.waiting().exists()


def test_keying_again_changes_nothing_and_mends_what_is_missing(make_edition, client):
    make_edition(headline="Бұлақ бір")
    make_edition(headline="Бұлақ екі")
    SearchRow.objects.first().delete()

    call_command("rekey_stories")
    call_command("rekey_stories", "--all")

    assert len(found(client, "бұлақ")) == 2
    assert SearchRow.objects.count() == 2


def test_a_suggestion_stays_cheap_among_many_words(make_edition):
    edition = make_edition(headline="Көпір")
    index.tell({("kk", f"көп{letter}{other}а") for letter in "абвгдежз" for other in "клмнопрст"})

    assert meant.instead(asking.read("көпир"), "kk", finding.Filters()) == "көпір"
    assert edition.pk


@pytest.mark.django_db(transaction=True)
def test_a_flush_leaves_the_tables_and_no_row_in_them(make_edition, client):
    make_edition(headline="Бұлақ")
    call_command("flush", interactive=False, verbosity=0)

    assert found(client, "бұлақ") == []
    tables.make()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {tables.ROWS}")
        assert cursor.fetchone() == (0,)
