"""A page that a change alters is named by a key of it: else whatever keeps pages would keep it old.

Each case does one thing at the desk. Every public page is drawn before and after it; where the two
differ, a change due by now must name one of the keys that the page had.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import desk, front, publishing
from articles.addresses import day_page, feed_of
from articles.models import Article, Edition, FrontDraft, Redirect
from newsroom.pagecache.models import Change

pytestmark = pytest.mark.once
HOUR = timedelta(hours=1)
MORNING = datetime(2026, 11, 26, 1, tzinfo=UTC)  # 06:00 in Almaty


@pytest.fixture
def world(request, clock, chief, make_article, make_photo):
    """A story, others that point at it in every way, its version in Russian. It shares no section,
    tag, source, author or programme with them, so that no key stands for two by chance.
    """
    clock.at(MORNING)  # at midnight pages change by themselves: "today" has become a date
    make = {name: request.getfixturevalue(f"make_{name}") for name in KINDS}
    return World(clock, chief, make_article, make_photo, make)


KINDS = ["section", "tag", "source", "author", "programme"]


class World:
    def __init__(self, clock, chief, make_article, make_photo, make):
        self.clock, self.chief, self.make_article, self.make = clock, chief, make_article, make
        self.named = []
        self.photo = make_photo()
        self.shared = {kind: self.new(kind) for kind in KINDS}
        own = {kind: self.new(kind) for kind in KINDS}
        self.story = self.draft(own, headline="Материал", lead_photo=self.photo)
        aside = f'<aside data-article="{self.story.pk}"></aside>'
        self.pointer = self.draft(headline="Көрсеткіш", body=f"<p>Мәтін.</p>\n{aside}")
        self.relative = self.draft(headline="Байланысты", related=[self.story])
        self.version = self.draft(headline="Перевод", language="ru", story=self.story.story)
        for article in [self.pointer, self.relative, self.version]:
            publishing.publish(article, by=chief)
        Redirect.objects.create(old_path="/old/story/", article=self.story)
        self.other = {kind: self.new(kind) for kind in KINDS}  # for what the story is given later
        self.clock.forward(minutes=1)

    def new(self, kind):
        number = len(self.named)
        row = self.make[kind](name_kk=f"{kind} {number}", name_ru=f"ru {kind} {number}")
        self.named.append(row)
        return row

    def draft(self, named=None, **fields):
        named = named or self.shared
        return self.make_article(
            section=named["section"],
            programme=named["programme"],
            tags=[named["tag"]],
            sources=[(named["source"], "")],
            authors=[named["author"]],
            **fields,
        )

    def edit(self, **fields):
        """A new text with other ties."""
        article = Article.objects.get(pk=self.story.pk)
        for name, value in {"headline": f"{article.headline} жаңа", **fields}.items():
            setattr(article, name, value)
        other = self.other
        ties = {"sources": [(other["source"], "")], "authors": [other["author"]]}
        desk.write(article, by=self.chief, edit_no=article.edit_no, tags=[other["tag"]], **ties)

    def paths(self):
        """What may be kept."""
        day = timezone.localdate(self.clock.now)
        paths = [
            "/sitemap.xml",
            "/sitemap/news.xml",
            "/sitemap/pages.xml",
            f"/sitemap/{day:%Y-%m}.xml",
        ]
        for start in ("/", "/ru/"):
            paths += [start + more for more in ("", "archive/", "corrections/", "feed/")]
        paths.append(day_page(day))
        for row in self.named:
            paths += [row.get_absolute_url()] + [feed_of(row)] * (row.page != "programme")
        paths += [edition.get_absolute_url() for edition in Edition.objects.all()]
        return dict.fromkeys([*paths, "/old/story/", f"/x/y-{self.story.pk}/"])


def drawn(client, paths):
    """{path: (status, keys, bytes)}"""
    found = {}
    for path in paths:
        answer = client.get(path)
        found[path] = (answer.status_code, answer.get("Surrogate-Key", ""), answer.content)
    return found


def publish(world):
    publishing.publish(world.story, by=world.chief)


def out(world, *, minutes=1, **marks):
    """The story is before readers, for a minute already."""
    publish(world)
    if marks:
        publishing.feature(world.story, by=world.chief, **marks)
    world.clock.forward(minutes=minutes)


def update(world):
    world.edit()
    publishing.update(world.story, by=world.chief)


def move_to_another_section(world):
    world.edit(section=world.other["section"], lead_photo=None)
    publishing.update(world.story, by=world.chief)


def another_programme(world):
    world.edit(programme=world.other["programme"])
    publishing.update(world.story, by=world.chief)


def fix_typo(world):
    world.edit()
    publishing.fix_typo(world.story, by=world.chief)


def correct(world):
    publishing.correct(world.story, by=world.chief, note="Сан қате жазылған еді.")


def withdraw(world):
    publishing.withdraw(world.story, by=world.chief)


def kill(world):
    publishing.kill(world.story, by=world.chief, public_reason="Дерек қате.")


def newer(world):
    """Another, with a picture, comes after it."""
    photo = world.photo
    publishing.publish(world.draft(headline="Жаңарақ", lead_photo=photo), by=world.chief)


def urgent(world):
    publishing.feature(world.story, by=world.chief, urgent=True)


def lead(world):
    publishing.feature(world.story, by=world.chief, is_lead=True)


def pin(world):
    until = world.clock.now + HOUR
    publishing.feature(world.story, by=world.chief, pinned_until=until)


def launch(world):
    arrangement = FrontDraft(
        language="kk",
        slots=front.added([], world.story),
        banner_article=world.story,
        banner_until=world.clock.now + HOUR,
    )
    front.launch(arrangement, by=world.chief)


def publish_the_version(world):
    publishing.withdraw(world.version, by=world.chief)
    world.clock.forward(seconds=1)
    publishing.publish(publishing.revive(world.version, by=world.chief), by=world.chief)


# name → (what was done before, what is done, seconds that then pass)
CASES = {
    "publish": ([], publish, 0),
    "update": ([out], update, 0),
    "another section": ([out], move_to_another_section, 0),
    "another programme": ([out], another_programme, 0),
    "fix a typo": ([out], fix_typo, 0),
    "correct": ([out], correct, 0),
    "correct again": ([out, correct], correct, 0),
    "withdraw": ([out], withdraw, 0),
    "withdraw what was corrected": ([out, correct], withdraw, 0),
    "kill": ([out], kill, 0),
    "kill what was withdrawn": ([out, withdraw], kill, 0),
    "urgent": ([out], urgent, 0),
    "lead": ([out, newer], lead, 0),
    "pin": ([out, newer], pin, 0),
    "launch": ([out], launch, 0),
    "a version comes back": ([out], publish_the_version, 0),
}


def at(verb):
    """The same, planned for an hour later."""

    def plan(world):
        if verb is publishing.update:
            world.edit()
        verb(world.story, by=world.chief, at=world.clock.now + HOUR)

    return plan


CASES |= {
    "a publication comes due": ([at(publishing.publish)], None, 3600),
    "an update comes due": ([out, at(publishing.update)], None, 3600),
    "a withdrawal comes due": ([out, at(publishing.withdraw)], None, 3600),
    "a pin ends": ([out, newer, pin], None, 3600),
    "a pin ends on a story that came later": (
        [lambda world: pin(world), at(publishing.publish)],
        None,
        3600,
    ),
    "a launched banner ends": ([out, launch], None, 3600),
    "urgent ends": ([lambda world: out(world, urgent=True)], None, 12 * 3600),
    "urgent ends of a story published so": ([urgent, out], None, 12 * 3600),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_change_alters_is_named_by_it(name, world, client, clock):
    before, act, seconds = CASES[name]
    for step in before:
        step(world)
        clock.forward(milliseconds=1)
    kept = drawn(client, world.paths())
    begun = clock.now
    clock.forward(milliseconds=1)
    known = set(Change.objects.filter(due_at__lte=begun).values_list("pk", flat=True))

    if act:
        act(world)
    clock.forward(seconds=seconds)
    now = drawn(client, kept)

    due = Change.objects.filter(due_at__lte=clock.now).exclude(pk__in=known)
    touched = set(" ".join(due.values_list("keys", flat=True)).split())
    altered = {path for path in kept if kept[path][1] and kept[path] != now[path]}
    missed = {path for path in altered if not touched & set(kept[path][1].split())}
    assert altered, "the case alters nothing, so it shows nothing"
    assert not missed, (touched, {path: kept[path][1] for path in missed})


def test_a_new_story_leaves_the_pages_of_others_as_they_are(make_article, make_tag, chief, client):
    section, tag = make_article().section, make_tag()
    told = {"section": section, "tags": [tag]}
    before = publishing.publish(make_article(**told), by=chief)
    names = set(client.get(before.get_absolute_url()).headers["Surrogate-Key"].split())

    publishing.publish(make_article(**told), by=chief)

    assert not names & set(Change.objects.latest("pk").keys.split())
