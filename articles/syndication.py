"""RSS 2.0 as other people's programs want it: whole stories, plain HTML, credited pictures."""

import re

from django.utils.feedgenerator import Rss201rev2Feed

from articles.addresses import absolute

# XML 1.0 has no place for these, whatever the escape ("Characters", production 2).
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

TAG = re.compile(r"<[a-z][^>]*>")
OUR_PATH = re.compile(r'(?<= )(href|src|poster)="(/[^"]*)"')
ONLY_ON_OUR_PAGES = re.compile(
    r" (?:class|id|role|tabindex|sizes|srcset|loading|decoding|fetchpriority|aria-[a-z]+"
    r'|data-[a-z]+)="[^"]*"'
)
PICTURE = re.compile(r"\s*(?:</?picture>|<source [^>]*>)\s*")


def plain_html(html):
    """A drawn body for a page that is not ours: absolute addresses, no hooks for our CSS and JS."""
    return TAG.sub(_plain_tag, PICTURE.sub("", html))


def _plain_tag(match):
    tag = ONLY_ON_OUR_PAGES.sub("", match[0])
    return OUR_PATH.sub(lambda found: f'{found[1]}="{absolute(found[2])}"', tag)


class NewsFeed(Rss201rev2Feed):
    """Takes of each item also `content` (HTML), `creators` (names) and `media` (a dict or None).

    `changed_at` of the feed is its lastBuildDate, so the bytes change only when the news does.
    """

    content_type = "application/rss+xml; charset=utf-8"

    def add_item(self, **item):
        super().add_item(**{key: legal(value) for key, value in item.items()})

    def rss_attributes(self):
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def latest_post_date(self):
        return self.feed["changed_at"]

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        if item["media"]:
            self._add_media(handler, item["media"])
        handler.addQuickElement("content:encoded", item["content"])

    def _add_media(self, handler, media):
        """Media RSS 1.5.1: sizes in pixels and bytes."""
        attributes = {name: str(media[name]) for name in ("url", "width", "height", "fileSize")}
        handler.startElement(
            "media:content", {**attributes, "type": "image/jpeg", "medium": "image"}
        )
        if media["description"]:
            handler.addQuickElement("media:description", media["description"], {"type": "plain"})
        if media["credit"]:
            handler.addQuickElement("media:credit", media["credit"])
        handler.endElement("media:content")


def legal(value):
    """`value` without the characters that XML cannot write, in texts, lists and dicts."""
    if isinstance(value, str):
        return ILLEGAL.sub("", value)
    if isinstance(value, dict):
        return {key: legal(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [legal(part) for part in value]
    return value
