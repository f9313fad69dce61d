from django import template
from django.utils.html import format_html, json_script
from django.utils.translation import gettext_lazy as _

from articles.admin import pickers, work
from newsroom.photos import picker

register = template.Library()


@register.simple_tag
def picker_words():
    """Addresses and sentences for the scripts of the desk's pickers."""
    words = {"stories": pickers.words(), "photos": picker.dialog_words()}
    return json_script(words, "newsroom-words")


@register.inclusion_tag("admin/articles/_my_work.html")
def my_work(user):
    """The boxes of everybody's own work, for the first page of the desk."""
    return {"boxes": work.boxes(user)}


# Kinds of articles.body.blocks that are worth a word.
BLOCKS = {
    "h2": _("heading"),
    "h3": _("heading"),
    "ul": _("list"),
    "ol": _("list"),
    "blockquote": _("quote"),
    "caption": _("table"),
    "tr": _("table"),
    "photo": _("photo"),
    "gallery": _("photo gallery"),
    "embed": _("embed"),
    "article": _("read also"),
}


@register.simple_tag
def block_kind(block):
    """What a compared block is, before its words; a paragraph goes without saying."""
    word = BLOCKS.get(block.kind)
    return format_html('<span class="compare-kind">{}:</span> ', word) if word else ""
