"""What the gate advises about the words: placeholders, dead links, quotes that do not close.

What the proof rules mark is proof_checks.py. docs/articles.md tells of the gate.
"""

import re
from html import unescape

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from . import body, proofs
from .gate import Finding, Severity, advises
from .models import Edition
from .models.names import RESERVED

ON_A_CARD = 90  # letters of a headline; networks cut longer ones

_PLACEHOLDER = re.compile(
    r"\b(?:lorem ipsum|todo|fixme|tktk|xxx+|ххх+|қосу керек|толықтыру керек|дополнить|уточнить)\b"
    r"|\?\?\?",
    re.IGNORECASE,
)
_LINK = re.compile(r'<a href="([^"]*)"')
_STORY = re.compile(r"(?:/(?:ru|en))?/([^/?#]+)/[^/?#]+-(\d{1,18})/?(?:[?#].*)?")


def _advice(field, sentence):
    return Finding(Severity.ADVICE, sentence, field)


def plain_texts(article):
    """(name of the field, its bare words) of all that readers read."""
    for name in proofs.FIELDS:
        text = getattr(article, name) or ""
        yield name, body.text_of(text) if name == "body" else text


@advises(_("The headline fits a card"))
def fits_a_card(draft):
    if len(draft.article.card_headline) > ON_A_CARD:
        sentence = _("The headline is cut on cards: write a short one of 90 letters at most.")
        yield _advice("short_headline", sentence)


@advises(_("Nothing in the text still has to be filled in"))
def holds_no_placeholder(draft):
    for name, text in plain_texts(draft.article):
        if _PLACEHOLDER.search(text):
            yield _advice(name, _("A placeholder was left in the text."))


@advises(_("Quotation marks open and close"))
def closes_its_quotes(draft):
    for name, text in plain_texts(draft.article):
        if text.count("«") != text.count("»"):
            yield _advice(name, _("A quotation mark opens or closes once too often."))


@advises(_("Stories under “read also” are public"))
def leads_to_public_stories(draft):
    if body.unseen_targets(draft.article.body):
        sentence = _("A story under “read also” is not public: readers do not see its card.")
        yield _advice("body", sentence)


@advises(_("Links in the text lead to public stories"))
def links_to_public_stories(draft):
    ids = linked_stories(draft.article.body)
    live = Edition.objects.live().filter(article__in=ids).values_list("article_id", flat=True)
    if ids and ids - set(live):
        sentence = _("A link in the text leads to a story that is not public.")
        yield _advice("body", sentence)


def linked_stories(html):
    """Ids of the stories of this site that the links of a clean body lead to."""
    addresses = [unescape(found).removeprefix(settings.SITE_URL) for found in _LINK.findall(html)]
    stories = [_STORY.fullmatch(address) for address in addresses]
    return {int(story[2]) for story in stories if story and story[1] not in RESERVED}
