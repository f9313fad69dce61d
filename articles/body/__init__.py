"""Body HTML of stories and pages: what may stand in it, how it is stored, found and drawn."""

from .allowed import ALLOWED, MAX_BODY_BYTES, MAX_BODY_TAGS
from .blocks import blocks
from .cleaning import BodyTooLarge, clean_html
from .desk import describe, photo_words
from .drawing import Drawn, draw, draw_many, draw_words
from .embeds import FRAME_HOSTS, PROVIDERS
from .field import BodyField
from .objects import (
    Objects,
    UnknownObject,
    objects,
    quotes,
    text_of,
    unknown_objects,
    unseen_targets,
    without,
)
from .passages import Passage, passages, rewritten

__all__ = [
    "ALLOWED",
    "FRAME_HOSTS",
    "MAX_BODY_BYTES",
    "MAX_BODY_TAGS",
    "PROVIDERS",
    "BodyField",
    "BodyTooLarge",
    "Drawn",
    "Objects",
    "Passage",
    "UnknownObject",
    "blocks",
    "clean_html",
    "describe",
    "draw",
    "draw_many",
    "draw_words",
    "objects",
    "passages",
    "photo_words",
    "quotes",
    "rewritten",
    "text_of",
    "unknown_objects",
    "unseen_targets",
    "without",
]
