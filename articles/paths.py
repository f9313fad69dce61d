"""How an old address is spelt: one form for what stands in a file, in the table and in a request.

`/path/?name=value&other=value`: decoded as people read it («/қоғам/», not «/%D2%9B…»), case kept,
last slash as written, parameters in the order of their names, those that only tell where a reader
came from left out. Bytes that are no UTF-8 stay as they came (`%EA%E0`), as in Django's paths.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from django.urls import get_resolver, get_script_prefix, reverse
from django.utils.encoding import repercent_broken_unicode
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

LONGEST = 500  # letters
LONGEST_SENT = 12 * LONGEST  # bytes of a query: a letter takes up to four, each as %F0
HOST = re.compile(r"(?:https?:)?//[^/?#\\]*", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
IN_PATH = str.maketrans({"?": "%3F", "#": "%23"})
IN_QUERY = str.maketrans({"&": "%26", "=": "%3D", "#": "%23", "+": "%2B", " ": "+"})

OURS = frozenset(["q", "before", "day"])  # parameters that pages of ours read

# What a link was given on its way: by newsletters and campaigns, by networks and search engines.
ON_ITS_WAY = frozenset(
    "fbclid gclid dclid msclkid yclid ysclid igshid twclid ttclid wbraid gbraid srsltid gad_source "
    "mc_cid mc_eid _openstat _ga _gl".split()
)


def old_path(text):
    """The one form of an old address: a path, or a full address of any host, which is dropped.

    Raises ValueError with a reason, in the language of the reader, for what is no address.
    """
    text = text.strip()
    if not text:
        raise ValueError(_("It is empty."))
    rest = HOST.sub("", text, count=1) if HOST.match(text) else text
    if rest is not text and not rest.startswith("/"):
        rest = f"/{rest}"  # https://old.example?p=5
    if not rest.startswith("/"):
        raise ValueError(_("It begins neither with a slash nor with https://."))
    path, _mark, query = rest.partition("#")[0].partition("?")
    spelt = address(spell(path), parameters(query))
    if CONTROL.search(spelt):
        raise ValueError(_("It holds a control character."))
    if len(spelt) > LONGEST:
        raise ValueError(_("It is too long. Characters at most: %(count)s.") % {"count": LONGEST})
    return spelt


def spell(path):
    """A path, percent-encoded or not, in the one form; several slashes in front are one."""
    return "/" + _plain(path).lstrip("/").translate(IN_PATH)


def parameters(query):
    """(name, value) pairs of a query in the one form, by name, without what a link was given."""
    named = [(name, value) for name, value in _pairs(query) if not _on_its_way(name)]
    return sorted(named, key=lambda pair: pair[0])


def asked(query):
    """`parameters` of a request; none of a query that is longer than any in the table."""
    return parameters(query) if len(query) <= LONGEST_SENT else []


def given_on_its_way(query):
    """The parts of a raw query that tell where a reader came from, as they came."""
    parts = query.split("&")
    return "&".join(part for part in parts if _on_its_way(part.partition("=")[0]))


def may_be_old(query):
    """Whether a raw query holds a parameter that no page of ours knows, as in `/?p=123`."""
    return any(name not in OURS for name, _value in asked(query))


def address(path, pairs):
    """`path` and the pairs of `parameters` in one text."""
    query = "&".join(f"{name}={value}" if value else name for name, value in pairs)
    return f"{path}?{query}" if query else path


def spellings(spelt):
    """An address in the one form as it stands, then without and with the last slash of its path."""
    path, mark, query = spelt.partition("?")
    bare = path.rstrip("/")
    return list(dict.fromkeys(one + mark + query for one in (path, bare or "/", bare + "/")))


def _on_its_way(name):
    name = name.lower()
    return name in ON_ITS_WAY or name.startswith("utm_")


def _pairs(query):
    for part in query.replace("+", " ").split("&"):
        name, _mark, value = part.partition("=")
        if name or value:
            yield _plain(name).translate(IN_QUERY), _plain(value).translate(IN_QUERY)


def _plain(text):
    """Decoded, twice if need be: some old systems encoded what was encoded already."""
    for _round in range(2):
        if "%" in text:
            text = repercent_broken_unicode(unquote_to_bytes(text)).decode()
    return unicodedata.normalize("NFC", text)


def page(name, *args, language=None):
    """`reverse` in a language, the active one by default, remembered: a page asks for twenty, most
    of them again.
    """
    return _page(get_resolver(), get_script_prefix(), language or get_language(), name, args)


@lru_cache(maxsize=2000)
def _page(_resolver, _prefix, language, name, args):
    with override(language):
        return reverse(name, args=args)
