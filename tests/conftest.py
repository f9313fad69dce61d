"""What a test is not about: a newsroom with a section, a source, people in every role."""

import datetime
import io
import itertools

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as examples
from PIL import Image
from whitenoise.middleware import WhiteNoiseMiddleware

from articles import desk, publishing
from articles.models import Article, Author, Programme, Section, Source, Tag
from articles.views import shell
from newsroom.pagecache import memo
from newsroom.photos.models import Credit, Photo
from newsroom.photos.storage import photo_storage
from newsroom.staff import roles
from newsroom.staff.models import User
from newsroom.staff.roles import Role

pytest_plugins = ["tests.needs"]

numbers = itertools.count(1)

# The same examples in every run, however slow the machine.
examples.register_profile("always the same", derandomize=True, deadline=None,
                          suppress_health_check=list(HealthCheck))  # fmt: skip
examples.load_profile("always the same")


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Photos of a test go with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _plain_static_names(settings):
    """Whatever `collectstatic` left in var/ is no matter of the tests."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True, scope="session")
def _static_files_are_listed_once():
    """Each client would list the 250 static files anew, 15 ms of processor time a test."""
    listing, listed = WhiteNoiseMiddleware.add_files_from_finders, {}

    def add_files(self):
        if not listed:
            others, self.files = self.files, listed
            listing(self)
            self.files = others
        self.files |= listed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add_files)
        yield


@pytest.fixture(autouse=True)
def _own_newsroom(monkeypatch):
    """What was read of a site before, by a test or a blink ago, is no matter of this test."""
    monkeypatch.setattr(memo, "COUNTS", 0)
    shell.forget()


class Clock:
    """The newsroom's clock, stopped; `at` sets it (aware datetime), `forward` moves it on."""

    def __init__(self, monkeypatch):
        self.now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def at(self, moment):
        self.now = moment

    def forward(self, **delta):
        self.now += datetime.timedelta(**delta)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def make_user(db):
    def make(role=Role.CHIEF_EDITOR, *, sections=(), **fields):
        fields.setdefault("username", f"user{next(numbers)}")
        user = User.objects.create_user(is_staff=True, password="a-long-password", **fields)
        for one in [role] if isinstance(role, Role) else role or ():
            user.groups.add(roles.group(one))
        for section in sections:
            section.editors.add(user)
        return user

    return make


@pytest.fixture
def chief(make_user):
    return make_user(Role.CHIEF_EDITOR)


def _named(model, fields, **defaults):
    number = next(numbers)
    for code in ("kk", "ru", "en"):
        defaults.setdefault(f"name_{code}", f"{model.__name__} {code} {number}")
    row = model(**{**defaults, **fields})
    row.clean()  # gives it its addresses; the table itself refuses what it may not hold
    row.save()
    return row


@pytest.fixture
def make_section(db):
    return lambda **fields: _named(Section, fields)


@pytest.fixture
def make_tag(db):
    return lambda **fields: _named(Tag, fields)


@pytest.fixture
def make_source(db):
    return lambda **fields: _named(Source, fields)


@pytest.fixture
def make_author(db):
    return lambda **fields: _named(Author, fields)


@pytest.fixture
def make_programme(db):
    return lambda **fields: _named(Programme, fields)


@pytest.fixture
def make_photo(db):
    """A photo in the library with a credit and the rows of all renditions, which are one tiny file.

    What pictures really become is the matter of tests/photos.
    """
    tiny = io.BytesIO()
    Image.new("RGB", (8, 6), "navy").save(tiny, "JPEG")

    def make(**fields):
        fields.setdefault("credit", Credit.objects.create(name_kk=f"Фотограф {next(numbers)}"))
        photo = Photo(width=1600, height=1200, **fields)
        sizes = [("width", 800, 600), ("width", 1600, 1200), ("card", 1200, 630)]
        sizes += [("wide", 640, 360), ("square", 160, 160)]
        for number, (use, width, height) in enumerate(sizes):
            name = f"{number:016x}-{'card' if use == 'card' else width}.jpg"
            photo_storage().save(f"{photo.folder}/{name}", ContentFile(tiny.getvalue()))
            row = {"name": name, "width": width, "height": height, "use": use}
            photo.renditions.append({**row, "type": "image/jpeg", "bytes": len(tiny.getvalue())})
        photo.original.save("original.jpg", ContentFile(tiny.getvalue()), save=False)
        photo.save()
        return photo

    return make


@pytest.fixture
def section(make_section):
    return make_section(name_kk="Қоғам", name_ru="Общество", name_en="Society")


@pytest.fixture
def make_article(chief, section):
    """A saved draft. `sources`, `authors`, `tags`, `related` as desk.write takes them."""

    def make(*, by=None, sources=(), authors=(), tags=(), related=(), **fields):
        fields.setdefault("headline", f"Тақырып {next(numbers)}")
        fields.setdefault("body", "<p>Мәтін.</p>")
        fields.setdefault("section", section)
        fields.setdefault("own_reporting", not sources)
        return desk.write(
            Article(**fields),
            by=by or chief,
            sources=sources,
            authors=authors,
            tags=tags,
            related=related,
        )

    return make


@pytest.fixture
def make_edition(make_article, chief):
    """A published story's edition. `live_from` may lie in the past or in the future."""

    def make(*, live_from=None, live_until=None, article=None, **fields):
        article = article or make_article(**fields)
        at = live_from or timezone.now() - datetime.timedelta(minutes=5)
        edition = publishing.publish(article, by=chief, at=at, backdated=True)
        if live_until:
            edition.live_until = live_until
            edition.save(update_fields=["live_until"])
        return edition

    return make
