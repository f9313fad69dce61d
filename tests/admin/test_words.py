"""An editor meets no word of another language on a Kazakh or Russian desk."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.translation import trans_real

from newsroom import languages
from newsroom.staff.models import User

pytestmark = [pytest.mark.once, pytest.mark.django_db]
KEPT = re.compile(
    r"English|https?:|Single \w+-On|LDAP|RSS|CSV|robots\.txt|SMM|Ctrl|Newsroom|aisha"
    r"|user\d+|[a-z]+_[a-z]+"
)
OTHER = {"kk": "ru", "ru": "kk"}
SAID = ("title", "aria-label", "placeholder", "alt")


@cache
def said(code):
    """All that the catalogues say in a language."""
    catalogue = trans_real.translation(code)._catalog
    return {" ".join(text.split()) for _key, text in catalogue.items()}


class Words(HTMLParser):
    """Texts and spoken attributes in a language that is not the page's.

    `english` are those with an English word, `others` the labels of the other language of the desk;
    what stands there as a word of another language is passed over.
    """

    silent = None

    def __init__(self, page):
        super().__init__()
        self.english, self.others, self.labels = set(), set(), set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            own, other = (said(code) for code in (attrs["lang"], OTHER[attrs["lang"]]))
            self.labels = other - own
        elsewhere = tag != "html" and attrs.get("lang")
        # a quotation mark in a label ends its attribute, and what follows seems to be another one
        self.others |= {name for name in attrs if not name.isascii()}
        self.silent = tag if tag in ("script", "style") or elsewhere else None
        for name, text in attrs.items():
            if name in SAID:
                self.look(text or "")

    def handle_endtag(self, tag):
        self.silent = None

    def handle_data(self, text):
        if not self.silent:
            self.look(text)

    def look(self, text):
        text = " ".join(text.split())
        if re.search("[A-Za-z]{3}", KEPT.sub("", text)):
            self.english.add(text)
        if text.removesuffix(":") in self.labels:
            self.others.add(text)


def pages(user):
    yield from (reverse("admin:index"), reverse("admin:password_change"))
    yield reverse("admin:staff_user_own")
    yield reverse("admin:auth_user_password_change", args=[user.pk])
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for page in ("changelist", "add"):
            try:
                yield reverse(f"{name}_{page}")
            except NoReverseMatch:
                pass


@pytest.fixture(params=["kk", "ru"])
def superuser_client(client, make_user, request):
    """Of somebody whom every door of the desk is open to, in Kazakh and in Russian."""
    user = make_user(username="aisha", is_superuser=True, language=request.param)
    client.force_login(user)
    return client


def test_every_list_and_form_speaks_the_editors_language(superuser_client):
    wrong = {}

    for address in pages(User.objects.get(username="aisha")):
        words = Words(superuser_client.get(address, follow=True).content.decode())
        wrong[address] = (words.english | words.others) - set(languages.NAMES.values())

    assert {address: words for address, words in wrong.items() if words} == {}


def test_the_history_names_the_changed_fields(superuser_client, section):
    names = {f"name_{code}": section.name(code) for code in ("kk", "ru", "en")}
    change, history = (
        reverse(f"admin:articles_section_{page}", args=[section.pk])
        for page in ("change", "history")
    )

    superuser_client.post(change, {**names, "order": 5, "intro_kk": "Жаңа"})

    assert Words(superuser_client.get(history).content.decode()).english == set()


def test_the_page_before_deleting_names_the_story_alone(superuser_client, make_article, make_tag):
    article = make_article(headline="Көпір ашылды", tags=[make_tag()])
    address = reverse("admin:articles_article_delete", args=[article.pk])

    page = superuser_client.get(address).content.decode()

    assert "Көпір ашылды" in page
    assert Words(page).english == set()
