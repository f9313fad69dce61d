"""What a journey needs: a browser, people at it, a newsroom that was there before them."""

import io
import os
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from articles.models import AttributionPhrase
from newsroom.demo import pictures
from newsroom.photos.models import Credit
from newsroom.staff.roles import Role
from tests.journeys.hand import DESK, PHONE, Hand
from tests.journeys.words import WORDS


@pytest.fixture
def site(live_server, settings):
    """The address of the newsroom, which its own links name too."""
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def somebody(chrome, site):
    """A hand at a browser of its own: somebody(phone=True, scripts=False)."""
    contexts = []

    def sit_down(*, client=None, phone=False, scripts=True, **options):
        context = chrome.new_context(
            viewport=PHONE if phone else DESK,
            is_mobile=phone,
            has_touch=phone,
            java_script_enabled=scripts,
            **options,
        )
        contexts.append(context)
        hand = Hand(context.new_page(), site, phone=phone)
        if client:
            hand.remember(client)
        return hand

    yield sit_down
    for context in contexts:
        context.close()


@pytest.fixture
def at_desk(somebody):
    """A hand that is signed in: at_desk(user)."""

    def sit_down(user, **options):
        client = Client()
        client.force_login(user)
        return somebody(client=client, **options)

    return sit_down


@pytest.fixture
def make_newsroom(make_section, make_source, make_tag, make_user, make_edition):
    """Sections, a source with its phrase, a tag and older stories, in one language."""

    def make(language):
        words = WORDS[language]
        section = make_section(**{f"name_{language}": words.section})
        other = make_section()
        source = make_source(
            default_credit=Credit.objects.create(**{f"name_{language}": words.credit}),
            **{f"name_{language}": words.source},
        )
        AttributionPhrase.objects.create(source=source, language=language, phrase=words.phrase)
        older = {"section": section, "language": language}
        return SimpleNamespace(
            words=words,
            section=section,
            source=source,
            tag=make_tag(**{f"name_{language}": words.tag}),
            read_also=make_edition(headline=words.read_also, **older),
            related=make_edition(headline=words.related, **older),
            editor=make_user(Role.EDITOR, sections=[section, other], language=language),
        )

    return make


@pytest.fixture
def picture(tmp_path):
    """A file to upload, as a camera of a phone makes it."""
    out = io.BytesIO()
    Image.effect_noise((1600, 1200), 40).convert("RGB").save(out, "JPEG", quality=85)
    file = tmp_path / "IMG_0855.jpg"
    file.write_bytes(out.getvalue())
    return file


def small(shot, most=58_000):
    """The WebP bytes of a PNG, as good as `most` bytes allow."""
    for quality in (78, 66, 54, 42):
        out = io.BytesIO()
        with Image.open(io.BytesIO(shot)) as image:
            image.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= most:
            break
    return out.getvalue()


def scene(name):
    """A JPEG of the demo's where it goes into the guide; else a plain one, sooner made."""
    if os.environ.get("GUIDE_PICTURES"):
        return pictures.draw(name)
    out = io.BytesIO()
    Image.new("RGB", (640, 360), f"#{zlib.crc32(name.encode()) & 0xFFFFFF:06x}").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def camera(language):
    """Takes a picture for the guide where `make guide` asks for them; else does nothing.

    camera(hand, "submit", ".story-bar"): the box around all that the selectors find, with a
    margin of `edge` CSS pixels, at most `most` of them high.
    """
    folder = Path(settings.BASE_DIR) / "static" / "newsroom" / "guide" / language

    def take(hand, name, *targets, edge=8, most=900):
        if not os.environ.get("GUIDE_PICTURES"):
            return
        hand.page.evaluate("document.activeElement.blur()")
        hand.find(targets[0]).first.evaluate("one => one.scrollIntoViewIfNeeded()")
        boxes = [hand.find(target).first.bounding_box() for target in targets]
        left = max(min(box["x"] for box in boxes) - edge, 0)
        top = max(min(box["y"] for box in boxes) - edge, 0)
        right = max(box["x"] + box["width"] for box in boxes) + edge
        bottom = max(box["y"] + box["height"] for box in boxes) + edge
        size = {"width": right - left, "height": min(bottom - top, most)}
        shot = hand.page.screenshot(clip={"x": left, "y": top, **size})
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.webp").write_bytes(small(shot))

    return take
