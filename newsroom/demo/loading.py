"""From the demo's content to a newsroom: everything goes through the verbs that editors use."""

import re
from datetime import datetime, time, timedelta
from io import BytesIO

from django.db import transaction
from django.utils import timezone

from articles import body, desk, publishing
from articles.models import (
    Article,
    AttributionPhrase,
    Author,
    Page,
    PartnerItem,
    Programme,
    Section,
    SiteSettings,
    Source,
    Story,
    Tag,
)
from newsroom import languages
from newsroom.photos import library
from newsroom.photos.models import Credit

from . import pictures

OBJECT = re.compile(r'data-(photo|gallery|article)="([a-z_,]+)"')


class Loader:
    """Rows made so far, each by its name in the content."""

    def __init__(self, content, users, *, now=None):
        self.content, self.users = content, users
        self.now = now or timezone.now()
        self.credits, self.photos = {}, {}
        self.sections, self.tags, self.sources = {}, {}, {}
        self.authors, self.programmes = {}, {}
        self.articles = {}  # (story, language) → Article

    def load_photos(self):
        """Draw the pictures and put them in the library; those already there are kept."""
        for name, names in self.content.shared["credits"].items():
            self.credits[name], _created = Credit.objects.get_or_create(**_per_language(names))
        for name, facts in self.content.shared["photos"].items():
            self.photos[name] = self._photo(name, facts)

    @transaction.atomic
    def load_newsroom(self):
        """All but the photos, or nothing at all."""
        self._load_sections()
        self._load_names()
        self._load_site()
        for name, facts in self.content.shared["stories"].items():
            story = Story.objects.create()
            for language, text in self.content.texts[name].items():
                article = self._write(story, name, facts, language, text)
                self.articles[name, language] = article
                self._bring_out(article, facts)

    def _photo(self, name, facts):
        photo = library.add(
            BytesIO(pictures.draw(name)),
            by=self.users["photo"],
            credit=self.credits[facts["credit"]].name_kk,
            language="kk",
        )
        for language, alt in zip(languages.LANGUAGES, facts["alts"], strict=True):
            setattr(photo, f"alt_{language}", alt)
        photo.rights = "Демо үшін бағдарлама салған сурет, еркін пайдалануға болады."
        photo.save()
        if "focal" in facts:
            library.refocus(photo, *facts["focal"])
        return photo

    def _load_sections(self):
        for order, (name, facts) in enumerate(self.content.shared["sections"].items()):
            section = _named(Section, facts, order=order)
            section.editors.set([self.users["editor"]])
            self.sections[name] = section

    def _load_names(self):
        shared = self.content.shared
        self.tags = {name: _named(Tag, {"names": names}) for name, names in shared["tags"].items()}
        self.programmes = {
            name: _named(Programme, {"names": names})
            for name, names in shared["programmes"].items()
        }
        for name, facts in shared["authors"].items():
            self.authors[name] = _named(Author, facts, user=self.users.get(facts.get("user")))
        for name, facts in shared["sources"].items():
            self.sources[name] = self._source(facts)

    def _source(self, facts):
        source = _named(
            Source,
            facts,
            kind=facts.get("kind", Source.Kind.PRESS_SERVICE),
            site_url=facts["site"],
            contacts=facts["contacts"],
            default_credit=self.credits.get(facts.get("credit")),
        )
        AttributionPhrase.objects.bulk_create(
            AttributionPhrase(source=source, language=language, phrase=phrase, order=order)
            for language, phrases in facts["phrases"].items()
            for order, phrase in enumerate(phrases)
        )
        return source

    def _load_site(self):
        site, pages = SiteSettings(pk=1), {}
        for language, words in self.content.sites.items():
            for field in ("name", "description", "contacts", "imprint"):
                setattr(site, f"{field}_{language}", words[field])
            for order, item in enumerate(words["partners"]):
                PartnerItem.objects.create(
                    language=language,
                    title=item["title"],
                    url=item["url"],
                    picture=self.photos[item["picture"]],
                    order=order,
                )
            for order, words_of_page in enumerate(words["pages"]):
                page = pages.setdefault(words_of_page["key"], Page(order=order))
                setattr(page, f"name_{language}", words_of_page["title"])
                setattr(page, f"slug_{language}", words_of_page["slug"])
                setattr(page, f"body_{language}", body.clean_html(words_of_page["body"]))
        site.save()
        for page in pages.values():
            page.save()

    def _write(self, story, name, facts, language, text):
        article = Article(
            story=story,
            language=language,
            kind=facts["kind"],
            section=self.sections[facts["section"]],
            headline=text["headline"],
            short_headline=text["short_headline"],
            standfirst=text["standfirst"],
            body=self._resolved(text["body"], language),
            own_reporting=facts.get("own_reporting", False),
            lead_photo=self.photos[facts["photo"]],
            lead_caption=text["caption"],
            urgent=facts.get("urgent", False),
            is_lead=facts.get("is_lead", False),
            **self._video(facts),
        )
        if "pinned_hours" in facts:
            article.pinned_until = self.now + timedelta(hours=facts["pinned_hours"])
        related = (self.articles.get((target, language)) for target in facts.get("related", ()))
        return desk.write(
            article,
            by=self.users["reporter"],
            sources=[(self.sources[key], url) for key, url in facts.get("sources", {}).items()],
            authors=[
                self.authors[key]
                for key in facts.get("authors", ())
                if self.authors[key].has_language(language)
            ],
            tags=[self.tags[key] for key in facts["tags"]],
            related=[target for target in related if target],
        )

    def _video(self, facts):
        if "video" not in facts:
            return {}
        return {
            "video_url": facts["video"]["url"],
            "video_seconds": facts["video"]["seconds"],
            "programme": self.programmes[facts["video"]["programme"]],
            "poster": self.photos[facts["photo"]],
            "aired_on": timezone.localdate(self.now - timedelta(hours=facts["hours"])),
        }

    def _resolved(self, html, language):
        """The body with ids in place of the names of photos and stories."""

        def row(match):
            kind, names = match[1], match[2].split(",")
            if kind == "article":
                rows = [self.articles[name, language] for name in names]
            else:
                rows = [self.photos[name] for name in names]
            return f'data-{kind}="{",".join(str(one.pk) for one in rows)}"'

        return OBJECT.sub(row, html)

    def _bring_out(self, article, facts):
        editor = self.users["editor"]
        if "tomorrow_at" in facts:
            tomorrow = timezone.localdate(self.now, languages.ALMATY) + timedelta(days=1)
            at = datetime.combine(tomorrow, time(facts["tomorrow_at"]), languages.ALMATY)
            publishing.publish(article, by=editor, at=at)
        elif "hours" in facts:
            at = self.now - timedelta(hours=facts["hours"])
            publishing.publish(article, by=editor, at=at, backdated=True)
        if reason := facts.get("withdraw", {}).get(article.language):
            publishing.withdraw(article, by=editor, public_reason=reason)


def _per_language(values, field="name"):
    codes = languages.LANGUAGES
    return {f"{field}_{code}": value for code, value in zip(codes, values, strict=True)}


def _named(model, facts, **fields):
    """Save a row with a name and an address per language; an address left out is made."""
    row = model(**_per_language(facts["names"]), **fields)
    for field, value in _per_language(facts.get("slugs", ["", "", ""]), "slug").items():
        setattr(row, field, value)
    for language, words in facts.get("intro", {}).items():
        setattr(row, f"intro_{language}", words)
    row.full_clean()
    row.save()
    return row
