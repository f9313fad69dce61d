"""Sitemaps as XML: https://www.sitemaps.org/protocol.html with Google's extensions.

An element is a pair: its name, and its text, its attributes (a dict) or its children (a list).
"""

import io

from django.utils.xmlutils import SimplerXMLGenerator

from articles.addresses import absolute, hreflang
from articles.syndication import legal
from newsroom import languages

CONTENT_TYPE = "application/xml; charset=utf-8"

# URLs in a file. The protocol has room for 50,000, but also for 50 MB only, and a story with its
# languages and pictures may take more than a kilobyte.
PER_FILE = 10_000
NEWS = 1000  # URLs in a news sitemap, the most that Google reads

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
EXTENSIONS = {
    "xmlns:image": "http://www.google.com/schemas/sitemap-image/1.1",
    "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}


def index(files) -> bytes:
    """Of (path, moment of its last change or None) pairs."""
    children = [("sitemap", _place(absolute(path), changed_at)) for path, changed_at in files]
    return _document("sitemapindex", children, {})


def urlset(urls) -> bytes:
    return _document("urlset", [("url", parts) for parts in urls], EXTENSIONS)


def url(address, changed_at=None, *, versions=None, pictures=()):
    """A page with its `versions` (absolute address per language, its own too) and pictures."""
    links = [
        ("xhtml:link", {"rel": "alternate", "hreflang": code, "href": other})
        for code, other in hreflang(versions or {})
    ]
    images = [("image:image", [("image:loc", picture)]) for picture in pictures]
    return [*_place(address, changed_at), *links, *images]


def news(edition, publication):
    """A story of the last two days; `publication` is the site's name in its language."""
    about = [
        ("news:publication", [("news:name", publication), ("news:language", edition.language)]),
        ("news:publication_date", _moment(edition.first_published_at)),
        ("news:title", edition.headline),
    ]
    return [*_place(absolute(edition.get_absolute_url()), None), ("news:news", about)]


def _place(address, changed_at):
    return [("loc", address), *([("lastmod", _moment(changed_at))] if changed_at else [])]


def _moment(moment):
    """W3C date and time, on the clock of Almaty as on the page."""
    return moment.astimezone(languages.ALMATY).isoformat(timespec="seconds")


def _document(root, children, extensions):
    used = {prefix.partition(":")[0] for _name, parts in children for prefix, _content in parts}
    spaces = {name: uri for name, uri in extensions.items() if name.partition(":")[2] in used}
    file = io.BytesIO()
    xml = SimplerXMLGenerator(file, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement(root, {"xmlns": SITEMAP, **spaces})
    for child in children:
        _write(xml, *child)
    xml.endElement(root)
    xml.endDocument()
    return file.getvalue()


def _write(xml, name, content):
    if isinstance(content, dict):
        xml.addQuickElement(name, attrs=content)
    elif isinstance(content, str):
        xml.addQuickElement(name, legal(content))
    else:
        xml.startElement(name, {})
        for child in content:
            _write(xml, *child)
        xml.endElement(name)
