"""What a page says, text by text, and what of it is in no way of the page's language.

What editors write is marked ⟦kk …⟧ here. All other words are the interface's: they must be those
that the catalogues have for the language.
"""

import datetime
import json
import re
import xml.etree.ElementTree as ET
from functools import cache
from html.parser import HTMLParser

from django.utils.translation import trans_real

from newsroom import languages

MARK = re.compile(r"⟦(\w\w) [^⟦⟧]*(?:⟧|…)")
MARKED = re.compile("</?mark>")  # found words stand in a text as any other
ADDRESS = re.compile(r"[\w.:-]+/a/\w+")  # the printed short link
# Names that no language translates; nothing else may be in Latin letters on a Kazakh or Russian
# page, whatever a catalogue says.
BRANDS = "WhatsApp|Telegram|Facebook|Instagram|YouTube|TikTok|VK Видео|VK|X"
FORMATS = "RSS|PDF|Word|JPEG|PNG"
NAMES = re.compile(rf"\b(?:{BRANDS}|{FORMATS})\b")
LETTERS = re.compile(r"[^\W\d_]")
VARIABLE = re.compile(r"%(?:\(\w+\))?[sd]")
LATIN = re.compile("[A-Za-z]")

SAID = {"title", "aria-label", "aria-description", "alt", "placeholder", "data-done", "data-title"}
PRESSED = {"submit", "button", "reset"}  # inputs whose value is seen
VOID = set("area base br col embed hr img input link meta source track wbr".split())
WORDLESS_META = re.compile(
    "viewport|color-scheme|theme-color|robots|twitter:card|twitter:image|og:(?!title|desc|site)"
    "(?!image:alt).*|article:(?!section|tag).*"
)
WORDLESS_KEYS = {"@context", "@type", "inLanguage", "datePublished", "dateModified", "uploadDate"}
WORDLESS_KEYS |= {"duration"}
WORDLESS_XML = set("link guid pubDate lastBuildDate language docs ttl".split())


def said(code, words):
    """As an editor wrote it, in that language."""
    return f"⟦{code} {words}⟧"


@cache
def labels(code):
    """A pattern of everything that the interface can say in a language, the longest first.

    A label around a variable counts as its parts; the variable has to be in the language too.
    """
    moments = [datetime.datetime(2026, month, 1, tzinfo=languages.ALMATY) for month in range(1, 13)]
    spoken = [word for moment in moments for word in languages.long_day(moment, code).split()]
    for other in [code] if code != "en" else ["kk", "ru"]:
        for key, text in trans_real.translation(other)._catalog.items():
            key = key[0] if isinstance(key, tuple) else key
            spoken.append(text if code != "en" else key.rpartition("\x04")[2])
    parts = {part for text in spoken for part in VARIABLE.split(" ".join(text.split()))}
    parts = {part.strip(" .:,!?") for part in parts if LETTERS.search(part)}
    either = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def stray(text, code):
    """What of `text` is in no way of the language: "" for a text that is all right."""
    text = ADDRESS.sub(" ", " ".join(text.split()))
    foreign = [mark[0] for mark in MARK.finditer(text) if mark[1] != code]
    interface = MARK.sub(" ", text)
    unknown = LETTERS.search(NAMES.sub(" ", labels(code).sub(" ", interface)))
    english = code != "en" and LATIN.search(NAMES.sub(" ", interface))
    return text if foreign or unknown or english else ""


class Words(HTMLParser):
    """Everything that a page in language `code` shows or speaks: (its language, its words)."""

    def __init__(self, page, code):
        super().__init__()
        self.code, self.open, self.found, self.links = code, [], [], []
        self.lang = self.locale = None
        self.feed(MARKED.sub("", page))

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        lang = attrs.get("lang") or (self.open[-1][1] if self.open else self.code)
        if tag == "html":
            self.lang = lang = attrs.get("lang")
        if tag not in VOID:
            self.open.append((tag, lang, attrs.get("type")))
        self.found += [(lang, attrs[name]) for name in SAID & attrs.keys()]
        if tag == "input" and attrs.get("type") in PRESSED:
            self.found.append((lang, attrs.get("value", "")))
        if tag == "a":
            self.links.append(attrs.get("href", ""))
        if tag == "meta":
            self.meta(lang, attrs.get("name") or attrs.get("property") or "", attrs)

    def meta(self, lang, name, attrs):
        if name == "og:locale":
            self.locale = attrs["content"]
        elif name and not WORDLESS_META.fullmatch(name):
            self.found.append((lang, attrs["content"]))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        tag, lang, kind = self.open[-1] if self.open else ("", self.code, None)
        if tag == "script" and kind == "application/ld+json":
            self.structured(json.loads(text))
        elif tag not in ("script", "style"):
            self.found.append((lang, text))

    def structured(self, value, key=""):
        if isinstance(value, dict):
            if value.get("inLanguage", self.code) != self.code:
                self.found.append((self.code, f"inLanguage {value['inLanguage']}"))
            for name, part in value.items():
                self.structured(part, name)
        elif isinstance(value, list):
            for part in value:
                self.structured(part, key)
        elif isinstance(value, str) and key not in WORDLESS_KEYS and "://" not in value:
            self.found.append((self.code, value))

    def strays(self):
        wrong = {f"lang={self.lang}"} - {f"lang={self.code}"}
        wrong |= {f"og:locale={self.locale or ''}"} - {f"og:locale={languages.LOCALES[self.code]}"}
        wrong -= {"og:locale="}  # a page that nobody shares
        for lang, text in self.found:
            own_name = lang != self.code and text.strip() == languages.NAMES.get(lang)
            if not own_name and (lost := stray(text, lang)):
                wrong.add(lost)
            elif lang != self.code and not own_name and LETTERS.search(MARK.sub("", text)):
                wrong.add(text)  # a label, dressed as a word of another language
        return wrong


def strays_of_feed(feed, code):
    """The same of RSS: its own words and the stories in it."""
    root = ET.fromstring(feed)
    wrong = {one.text for one in root.iter("language")} - {code}
    for element in root.iter():
        text, tag = element.text or "", element.tag.rpartition("}")[2]
        if tag == "encoded":
            page = Words(f'<html lang="{code}">{text}</html>', code)
            wrong |= page.strays()
        elif tag not in WORDLESS_XML and (lost := stray(text, code)):
            wrong.add(lost)
    return wrong
