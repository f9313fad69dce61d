"""What stands around every public page: the site's name, menus, partners, language switch."""

from functools import cached_property

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import Page, PartnerItem, Section, SiteSettings
from newsroom import languages
from newsroom.pagecache.changes import tag_response


class Site:
    """Each part is asked of the database when a template first draws it, and only then."""

    def __init__(self, language):
        self.language = language

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
    def partners(self):
        shown = PartnerItem.objects.shown().filter(language=self.language)
        return list(shown.select_related("picture")[:6])

    @property
    def year(self):
        return timezone.localdate().year


def language_switch(page_urls):
    """Home of each language, or the same page in it where `page_urls` (code → path) has one."""
    current = translation.get_language()
    switch = []
    for code, name in languages.NAMES.items():
        with translation.override(code):
            home = reverse("articles:home")
        switch.append(
            {
                "code": code,
                "name": name,
                "url": page_urls.get(code, home),
                "current": code == current,
                "same_page": code in page_urls,
            }
        )
    return switch


def page(request, template, context=None, *, keys=(), page_urls=None, site=None, status=200):
    """A public page: `keys` name what it shows, `page_urls` the same page in other languages."""
    context = {
        "site": site or Site(translation.get_language()),
        "languages": language_switch(page_urls or {}),
        **(context or {}),
    }
    response = render(request, template, context, status=status)
    return tag_response(response, {"site", *keys})


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
