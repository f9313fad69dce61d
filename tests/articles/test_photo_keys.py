"""A photo that readers may see no longer is named as gone: else whoever keeps it would give it out.

Each case does one thing at the desk to a photo that is public. Afterwards it is 404, and a change
due by now has taken away a key that its answer had.
"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles import desk, publishing
from articles.models import Article, Author, Page, PartnerItem, SiteSettings
from newsroom.pagecache.models import Change
from newsroom.photos.models import Photo
from tests.articles import exchange

HOUR = timedelta(hours=1)


def typed(moment):
    """As a form takes it: Almaty time."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M:%S")


class Desk:
    def __init__(self, client, clock, chief, make_article, photo):
        self.client, self.clock, self.chief, self.photo = client, clock, chief, photo
        self.make_article = make_article

    @property
    def figure(self):
        return f'<figure data-photo="{self.photo.pk}"><figcaption></figcaption></figure>'

    def send(self, model, verb, pk, **fields):
        self.client.force_login(self.chief)
        answer = self.client.post(reverse(f"admin:articles_{model}_{verb}", args=[pk]), fields)
        self.client.logout()
        assert answer.status_code == 302, answer.context["adminform"].form.errors

    def edit(self, **fields):
        article = Article.objects.get()
        for name, value in fields.items():
            setattr(article, name, value)
        desk.write(article, by=self.chief, edit_no=article.edit_no)
        return Article.objects.get()

    def story(self, **fields):
        return publishing.publish(
            self.make_article(**{"lead_photo": self.photo, **fields}), by=self.chief
        )

    def later(self):
        return self.clock.now + HOUR


def out(here):
    here.story()


def inside(here):
    here.story(lead_photo=None, body=here.figure)


def poster(here):
    here.story(lead_photo=None, poster=here.photo)


def update(here, **more):
    publishing.update(here.edit(lead_photo=None, body="<p>Жаңа.</p>"), by=here.chief, **more)


def withdraw(here, **more):
    publishing.withdraw(Article.objects.get(), by=here.chief, **more)


def kill(here):
    publishing.kill(Article.objects.get(), by=here.chief)


def taken_off_the_draft(here):
    here.edit(lead_photo=None)


def without(here):
    here.story(lead_photo=None)


def added(here):
    publishing.update(here.edit(lead_photo=here.photo), by=here.chief)


def republished_later(here):
    """It comes without the photo, after a withdrawal that is planned already."""
    article = here.edit(lead_photo=None)
    publishing.update(article, by=here.chief, at=here.later() + HOUR)


def page(here):
    desk.save_page(Page(name_kk="Біз туралы", body_kk=here.figure))


def partner(here, **more):
    PartnerItem.objects.create(
        title="x", url="https://x.example/", language="kk", picture=here.photo, **more
    )


def send_partner(here, **more):
    told = {"language": "kk", "title": "x", "url": "https://x.example/", "order": 0, **more}
    here.send("partneritem", "change", PartnerItem.objects.get().pk, **told)


def author(here):
    Author.objects.create(name_kk="А", slug_kk="a", portrait=here.photo)


def logo(here):
    SiteSettings.objects.create(pk=1, name_kk="x", logo=here.photo)


def deleted(model):
    return lambda here: here.send(model.__name__.lower(), "delete", model.objects.get().pk, post=1)


def at(act):
    return lambda here: act(here, at=here.later())


SITE = {"name_kk": "x", "ai_crawlers": "search", "night_from": "21:00", "night_until": "08:00"}
# name → (what was done before, what is done, hours that then pass)
CASES = {
    "withdraw": ([out], withdraw, 0),
    "kill": ([out], kill, 0),
    "kill, in the text": ([inside], kill, 0),
    "kill, a poster": ([poster], kill, 0),
    "kill, already off the draft": ([out, taken_off_the_draft], kill, 0),
    "withdraw, already off the draft": ([out, taken_off_the_draft], withdraw, 0),
    "update": ([out], update, 0),
    "update, in the text": ([inside], update, 0),
    "a planned withdrawal": ([out, at(withdraw)], None, 1),
    "a planned update": ([out, at(update)], None, 1),
    "a withdrawal planned before the photo": ([without, at(withdraw), added], None, 1),
    "a new text after a withdrawal": ([out, at(withdraw), republished_later], None, 1),
    "a page": ([page], lambda here: desk.save_page(_empty_page()), 0),
    "a page deleted": ([page], deleted(Page), 0),
    "a partner's picture": ([partner], send_partner, 0),
    "a partner deleted": ([partner], deleted(PartnerItem), 0),
    "a partner put off": (
        [partner],
        lambda here: send_partner(here, picture=here.photo.pk, shown_from=typed(here.later())),
        0,
    ),
    "a partner's time": (
        [
            partner,
            lambda here: send_partner(here, picture=here.photo.pk, shown_until=typed(here.later())),
        ],
        None,
        1,
    ),
    "a portrait": (
        [author],
        lambda here: here.send("author", "change", Author.objects.get().pk, name_kk="А"),
        0,
    ),
    "an author deleted": ([author], deleted(Author), 0),
    "the logo": ([logo], lambda here: here.send("sitesettings", "change", 1, **SITE), 0),
}


def _empty_page():
    found = Page.objects.get()
    found.body_kk = "<p>Мәтін.</p>"
    return found


@pytest.fixture
def here(client, clock, chief, make_article, make_photo):
    return Desk(client, clock, chief, make_article, make_photo())


def answer(here):
    return here.client.get(here.photo.card["url"])


def gone(clock, known=()):
    due = Change.objects.filter(due_at__lte=clock.now, kind=Change.Kind.GONE)
    return set(" ".join(due.exclude(pk__in=known).values_list("keys", flat=True)).split())


@pytest.mark.parametrize("name", CASES)
def test_a_photo_that_goes_is_named_as_gone_at_its_moment(name, here, clock):
    before, act, hours = CASES[name]
    for step in before:
        step(here)
        clock.forward(milliseconds=1)
    kept = answer(here)
    known = list(Change.objects.filter(due_at__lte=clock.now).values_list("pk", flat=True))
    clock.forward(milliseconds=1)

    if act:
        act(here)
    clock.forward(hours=hours)

    assert (kept.status_code, answer(here).status_code) == (200, 404)
    assert gone(clock, known) & set(kept["Surrogate-Key"].split())


def words_of_an_author(here):
    pk = Author.objects.get().pk
    here.send("author", "change", pk, name_kk="Ә", slug_kk="a", portrait=here.photo.pk)


STAYS = {
    "a story": (out, lambda here: publishing.update(here.edit(headline="Жаңа"), by=here.chief)),
    "the site": (
        logo,
        lambda here: here.send(
            "sitesettings", "change", 1, **{**SITE, "name_kk": "y"}, logo=here.photo.pk
        ),
    ),
    "a partner": (
        partner,
        lambda here: send_partner(here, title="y", picture=here.photo.pk),
    ),
    "an author": (author, words_of_an_author),
}


@pytest.mark.parametrize("name", STAYS)
def test_a_photo_that_stays_is_kept_when_the_words_around_it_change(name, here, clock):
    shown, changed = STAYS[name]
    shown(here)
    names = set(answer(here)["Surrogate-Key"].split())
    known = set(Change.objects.values_list("pk", flat=True))
    clock.forward(seconds=1)

    changed(here)

    since = Change.objects.exclude(pk__in=known).values_list("keys", flat=True)
    assert since
    assert not names & set(" ".join(since).split())
    assert answer(here).status_code == 200


def test_a_photo_deleted_from_the_library_is_named(here, clock):
    names = here.photo.file_keys
    here.client.force_login(here.chief)

    here.client.post(reverse("admin:photos_photo_delete", args=[here.photo.pk]), {"post": 1})

    assert names <= gone(clock)


def test_a_former_crop_that_is_cleaned_away_is_named(here, clock):
    out(here)
    here.photo.renditions.pop()
    here.photo.save()

    call_command("clean_photos", days=-1)

    assert here.photo.file_keys <= gone(clock)


def test_an_imported_story_that_ends_names_its_photo(tmp_path, clock, client, db):
    operator = exchange.Desk(tmp_path)
    end = clock.now + HOUR
    told, is_content = operator.bring(
        exchange.SECTION,
        exchange.story(
            "a", photo={"file": operator.draw(), "credit": "М"}, withdrawn_at=end.isoformat()
        ),
    )
    photo = Photo.objects.get()
    kept = client.get(photo.card["url"])

    clock.forward(hours=1)

    assert (is_content, kept.status_code) == (True, 200), told
    assert client.get(photo.card["url"]).status_code == 404
    assert gone(clock) & set(kept["Surrogate-Key"].split())
