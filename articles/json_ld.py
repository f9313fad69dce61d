"""A story as search engines read it: schema.org's NewsArticle in JSON-LD."""

import json

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from articles import cards
from articles.addresses import absolute
from articles.models import Kind
from newsroom import languages

LONGEST_HEADLINE = 110  # letters; search engines cut longer ones
SMALLEST_PICTURE = 50_000  # square pixels; search engines pass over smaller ones
OWN_LOGO = ("newsroom/site/icon-180.png", 180)

# Inside <script> only these could end it early or begin a comment (HTML, "script data state").
ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}


def news_article(edition, context, site) -> SafeString:
    """The script element for a story's head.

    `context` is that of the story's page and `site` the shell's: both are loaded already, so
    nothing is asked of the database here.
    """
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": _headline(edition),
        "description": cards.summary(edition),
        "inLanguage": edition.language,
        "mainEntityOfPage": absolute(edition.get_absolute_url()),
        "datePublished": _moment(edition.first_published_at),
        "dateModified": _moment(edition.updated_at),
        "image": _images(edition),
        "author": [_person(author) for author in context["authors"]] or [_publisher(site)],
        "publisher": _publisher(site),
        "articleSection": edition.section.name(edition.language),
        "isAccessibleForFree": True,
    }
    if context["tags"]:
        article["keywords"] = [tag.name(edition.language) for tag in context["tags"]]
    if edition.corrections:
        article["correction"] = [
            {
                "@type": "CorrectionComment",
                "text": note["text"],
                "datePublished": _moment(note["at"]),
            }
            for note in edition.printed_corrections
        ]
    video = _video(edition)
    if video:
        article["video"] = video
    return _script(article)


def _script(value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped above


def _headline(edition):
    if len(edition.headline) <= LONGEST_HEADLINE:
        return edition.headline
    return edition.short_headline or Truncator(edition.headline).chars(LONGEST_HEADLINE)


def _moment(moment):
    return moment.astimezone(languages.ALMATY).isoformat(timespec="seconds")


def _images(edition):
    """The card first, then what else there is of the photo: whole, 16:9, square."""
    urls = [cards.picture(edition).url]
    photo = edition.lead_photo or edition.poster
    if photo:
        rows = [photo.rendition(use, 1200) for use in ("width", "wide", "square")]
        urls += [
            absolute(row["url"])
            for row in rows
            if row and row["width"] * row["height"] >= SMALLEST_PICTURE
        ]
    return urls


def _person(author):
    person = {"@type": "Person", "name": author.name() or str(author)}
    url = author.get_absolute_url()
    return {**person, "url": absolute(url)} if url else person


def _publisher(site):
    row = site.logo and site.logo.rendition("width", 320)
    if row:
        url, width, height = row["url"], row["width"], row["height"]
    else:
        url, width, height = static(OWN_LOGO[0]), OWN_LOGO[1], OWN_LOGO[1]
    return {
        "@type": "NewsMediaOrganization",
        "name": site.name,
        "url": absolute("/"),
        "logo": {"@type": "ImageObject", "url": absolute(url), "width": width, "height": height},
    }


def _video(edition):
    """The report itself; None for other kinds of stories."""
    address = edition.video_path if edition.video_file else edition.video_url
    if edition.kind != Kind.TV_REPORT or not address:
        return None
    kept_here = bool(edition.video_file)
    video = {
        "@type": "VideoObject",
        "name": edition.headline,
        "description": cards.summary(edition),
        "thumbnailUrl": cards.picture(edition).url,
        "uploadDate": _moment(edition.first_published_at),
        "contentUrl" if kept_here else "embedUrl": absolute(address) if kept_here else address,
    }
    if edition.video_seconds:
        video["duration"] = f"PT{edition.video_seconds}S"
    return video
