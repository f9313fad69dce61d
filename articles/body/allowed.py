"""The one allow-list of body HTML: the cleaner obeys it, the editor's filter is made of it."""

# tag -> the attributes that it may carry
ALLOWED: dict[str, frozenset[str]] = {
    "p": frozenset(),
    "h2": frozenset(),
    "h3": frozenset(),
    "ul": frozenset(),
    "ol": frozenset(),
    "li": frozenset(),
    "blockquote": frozenset(),
    "cite": frozenset(),
    "table": frozenset(),
    "caption": frozenset(),
    "thead": frozenset(),
    "tbody": frozenset(),
    "tr": frozenset(),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
    "figure": frozenset({"data-photo", "data-gallery", "data-embed"}),
    "figcaption": frozenset(),
    "aside": frozenset({"data-article"}),
    "a": frozenset({"href"}),
    "strong": frozenset(),
    "em": frozenset(),
    "sub": frozenset(),
    "sup": frozenset(),
    "br": frozenset(),
}

# Foreign tags that stand for one of ours.
RENAMED = {
    "b": "strong",
    "i": "em",
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
    "tfoot": "tbody",
}

# Foreign tags that only say "a paragraph ends here"; their text is kept, they are not.
BOUNDARIES = frozenset(
    "address article center dd details div dl dt fieldset footer form header hr main nav "
    "pre section summary".split()
)

# Foreign tags whose content is no text of the story and goes with them.
DROPPED_WITH_CONTENT = frozenset(
    "applet audio button canvas embed frameset head iframe math noembed noframes noscript "
    "object script select style svg template textarea title video xml xmp".split()
)

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# A body of 500,000 UTF-8 bytes is about 150 printed pages in Kazakh. The second limit holds the
# cost of deep nesting, which any HTML parser pays with the square of the depth.
MAX_BODY_BYTES = 500_000
MAX_BODY_TAGS = 20_000
MAX_ADDRESS = 2_000  # characters of one link
MAX_GALLERY = 30  # photos of one gallery; the least is two
