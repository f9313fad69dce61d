"""What stands around every public page: the site's name, menus, partners, language switch."""

from functools import cache, cached_property

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import Page, PartnerItem, Section, SiteSettings
from newsroom import languages
from newsroom.pagecache.changes import tag_response
from newsroom.pagecache.memo import Memo

PARTNERS = 6
_MEMO = Memo("site")  # {language: Site}


class Site:
    """Each part is asked of the database when a template first draws it, and only then."""

    def __init__(self, language):
        self.language = language
        self.parts = {}  # pieces of a page that are drawn already: articles.templatetags

    @classmethod
    def current(cls, language):
        """That of all pages in a language, until something of it is changed."""
        things = _MEMO.things()
        if language not in things:
            things[language] = cls(language)
        return things[language]

    @cached_property
    def settings(self):
        return SiteSettings.current()

    @property
    def name(self):
        return self.settings.text("name", self.language)

    @property
    def description(self):
        return self.settings.text("description", self.language)

    @property
    def contacts(self):
        return self.settings.text("contacts", self.language)

    @property
    def imprint(self):
        return self.settings.text("imprint", self.language)

    @property
    def logo(self):
        return self.settings.logo

    @cached_property
    def sections(self):
        return list(Section.objects.in_language(self.language))

    @cached_property
    def pages(self):
        return list(Page.objects.in_language(self.language).defer("body_kk", "body_ru", "body_en"))

    @cached_property
    def _partners(self):
        items = PartnerItem.objects.not_over().filter(language=self.language)
        return list(items.select_related("picture"))

    @property
    def partners(self):
        now = timezone.now()
        return [item for item in self._partners if item.is_shown(now)][:PARTNERS]

    @property
    def year(self):
        return timezone.localdate().year


def forget():
    _MEMO.forget()


def _saved(**_signal):
    """A row of it was saved by this process: the log may say so later than the next page."""
    forget()
    transaction.on_commit(forget)  # another thread may have read the old one meanwhile


for _model in (Page, PartnerItem, Section, SiteSettings):
    post_save.connect(_saved, sender=_model)
    post_delete.connect(_saved, sender=_model)


def language_switch(page_urls):
    """Home of each language, or the same page in it where `page_urls` (code → path) has one."""
    current = translation.get_language()
    switch = []
    for code, name in languages.NAMES.items():
        switch.append(
            {
                "code": code,
                "name": name,
                "url": page_urls.get(code) or _home(code),
                "current": code == current,
                "same_page": code in page_urls,
            }
        )
    return switch


def page(request, template, context=None, *, keys=(), page_urls=None, site=None, status=200):
    """A public page: `keys` name what it shows, `page_urls` the same page in other languages."""
    context = context or {}
    context = {
        "site": site or Site.current(translation.get_language()),
        "languages": language_switch(page_urls or {}),
        "here": _here(context),
        **context,
    }
    response = render(request, template, context, status=status)
    return tag_response(response, {"site", *keys})


@cache
def _home(code):
    with translation.override(code):
        return reverse("articles:home")


def _here(context):
    """The section whose page this is ("page", pk), or in which the story stands ("true", pk)."""
    heading, edition = context.get("heading"), context.get("edition")
    if isinstance(heading, Section):
        return "page", heading.pk
    return ("true", edition.section_id) if edition else ("", None)


def in_languages(address):
    """What `address()` gives with each language active, without those where it gives None."""
    urls = {}
    for code in languages.LANGUAGES:
        with translation.override(code):
            url = address()
        if url:
            urls[code] = url
    return urls


def named_urls(named):
    """The addresses of a Named row's page in every language it has one in."""
    return in_languages(named.get_absolute_url)
