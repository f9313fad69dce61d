"""python cut_fonts.py FOLDER: `files/` of npm's @fontsource-variable/source-serif-4 5.3.1.

Needs fonttools and brotli. Writes text-cyrillic, text-latin, bold-cyrillic and bold-latin .woff2.
"""

import io
import sys

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SLICES = ("latin", "cyrillic", "cyrillic-ext", "latin-ext")
PUNCTUATION = {*range(0x20, 0x41), *map(ord, "[]\xa0§©«°±·»×–—‘’‚“”„•…−€₸₽№\u2009")}
CYRILLIC = {*range(0x410, 0x450), *map(ord, "ЁёЄєІіЇїЎўҐґҒғҚқҢңҰұҮүӘәӨөҺһҖҗҲҳҶҷӢӣӮӯ")}
LATIN = {
    *range(0x41, 0x5B),
    *range(0x61, 0x7B),
    *(set(range(0xC0, 0x100)) - {0xD7, 0xF7}),
    *map(ord, "ĞğİıŞşŪūŇňČčŠšŽžŁłŃńŚśĆćŻżĘęĄąŘřĚěŌōĀāĒēĪī"),
}


def cut(font, letters):
    options = subset.Options(hinting=False, layout_features=["kern"], name_IDs=["*"])
    options.drop_tables += ["BASE", "GlyphOrder"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    return font


def slices(folder, letters, *, weight, size):
    """The package cuts the face by script; take what each slice has and nobody before it had."""
    had = set()
    for script in SLICES:
        font = TTFont(f"{folder}/source-serif-4-{script}-standard-normal.woff2")
        here = (set(font.getBestCmap()) & letters) - had
        had |= here
        if here:
            font = cut(font, here)
            font = instancer.instantiateVariableFont(font, {"wght": weight, "opsz": size})
            plain = io.BytesIO()
            font.save(plain)
            plain.seek(0)
            yield plain


def name(font, style, weight):
    rights = font["name"].getDebugName(0)
    font["name"].names = []
    for number, words in {
        0: rights,
        1: "Newsroom Serif",
        2: "Regular" if weight == 400 else "Bold",
        4: f"Newsroom Serif {style}",
        5: "Version 4.004; cut and renamed",
        6: f"NewsroomSerif-{style}",
        13: "SIL Open Font License, Version 1.1",
        14: "https://openfontlicense.org",
    }.items():
        font["name"].setName(words, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


folder = sys.argv[1]
for face, style, weight, drawn_weight, size in (
    ("text", "Regular", 400, 400, 18),
    ("bold", "SemiBold", 600, 640, 28),
):
    for script, letters in (("cyrillic", CYRILLIC), ("latin", LATIN)):
        wanted = letters | PUNCTUATION
        font = Merger().merge(list(slices(folder, wanted, weight=drawn_weight, size=size)))
        name(font, style, weight)
        font = cut(font, wanted)
        font.flavor = "woff2"
        font.save(f"{face}-{script}.woff2")
