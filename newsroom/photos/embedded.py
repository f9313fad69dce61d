"""What a photographer or agency wrote into the file: offered as credit and caption.

IPTC-IIM 4.2 datasets in JPEG (2:80 By-line, 2:110 Credit, 2:120 Caption) and their XMP twins in
any format (dc:creator, photoshop:Credit, dc:description; IPTC Photo Metadata Standard 2023).
XMP wins, being always Unicode.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from PIL import Image, IptcImagePlugin

from newsroom.photos.processing import FAULTS, FORMATS

MAX_XMP = 1024 * 1024  # bytes
MOST_NAMES = 10
MOST_LETTERS = 2000  # of a caption; more is not one

BYLINE, CREDIT, CAPTION = (2, 80), (2, 110), (2, 120)

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"


@dataclass(frozen=True)
class Words:
    """Plain text on one line each; "" where the file says nothing."""

    byline: str = ""
    agency: str = ""
    caption: str = ""

    @property
    def credit(self) -> str:
        """Both names as agencies print them, once if they are the same."""
        names = dict.fromkeys(name for name in (self.byline, self.agency) if name)
        return " / ".join(names)


def read(file) -> Words:
    """The words in a judged picture. What cannot be read counts as nothing; never raises."""
    file.seek(0)
    try:
        image = Image.open(file, formats=list(FORMATS))
        xmp, iptc = _from_xmp(image.info.get("xmp")), _from_iptc(image)
    except FAULTS:
        xmp, iptc = Words(), Words()
    file.seek(0)
    return Words(
        byline=xmp.byline or iptc.byline,
        agency=xmp.agency or iptc.agency,
        caption=xmp.caption or iptc.caption,
    )


def _from_iptc(image) -> Words:
    found = IptcImagePlugin.getiptcinfo(image) or {}

    def text(dataset):
        values = found.get(dataset) or b""
        values = values[:MOST_NAMES] if isinstance(values, list) else [values]
        return ", ".join(filter(None, (_plain(_decoded(value)) for value in values)))

    return Words(byline=text(BYLINE), agency=text(CREDIT), caption=text(CAPTION))


def _decoded(raw: bytes) -> str:
    """UTF-8 where it is; else the Windows code page of our region, whatever 1:90 declares."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1251", "replace")


def _from_xmp(packet: bytes | str | None) -> Words:
    raw = packet.encode() if isinstance(packet, str) else packet or b""
    if not raw or len(raw) > MAX_XMP or b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        return Words()
    try:
        root = ElementTree.fromstring(raw.strip(b"\x00 \r\n\t"))
    except ElementTree.ParseError:
        return Words()
    return Words(
        byline=", ".join(_listed(root, f"{DC}creator")),
        agency=_simple(root, f"{PHOTOSHOP}Credit"),
        caption=next(iter(_listed(root, f"{DC}description")), ""),
    )


def _simple(root, name) -> str:
    """A property of one value stands as an attribute of rdf:Description or as an element."""
    for description in root.iter(f"{RDF}Description"):
        element = description.find(name)
        value = description.get(name) or (element is not None and element.text)
        if value:
            return _plain(value)
    return ""


def _listed(root, name) -> list[str]:
    """A property of several values: an element with rdf:Seq, rdf:Bag or rdf:Alt in it.

    Looked for at its own depth only: a search at any depth takes quadratic time on nested ones.
    """
    for description in root.iter(f"{RDF}Description"):
        items = description.findall(f"{name}/*/{RDF}li")
        if values := [text for item in items[:MOST_NAMES] if (text := _plain(item.text or ""))]:
            return values
    return []


def _plain(text: str) -> str:
    """On one line, without control characters."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text[:MOST_LETTERS]).strip()
