"""The versions of a story in other languages: begun from the original, told when it changes."""

import difflib
import re

from django.db import transaction
from django.utils import timezone

from newsroom.staff import audit

from . import body, desk, rights, steps
from .models import Article
from .steps import WrongStatus

TAKEN_OVER = (
    "kind section lead_photo own_reporting label paid_by is_quiet video_url poster video_seconds "
    "programme aired_on embargoed_until minors legal_risk headline short_headline "
    "standfirst lead_caption"
).split()
_ASIDE = re.compile(r'^<aside data-article="(\d+)"></aside>\n?', re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\s])")


@transaction.atomic
def start(article, *, by, language):
    """A draft of the story in another language, with the original's words to write over.

    Sources, tags, authors, photo and embargo come along; related and "read also" stories where
    they have a version in that language. Raises NotAllowed, WrongStatus (there is one
    already, or the story is for practice).
    """
    rights.check(by, "look", article)
    article = Article.objects.select_for_update().get(pk=article.pk)
    versions = Article.objects.filter(story=article.story_id)
    if (
        article.is_practice
        or language == article.language
        or versions.filter(language=language).exists()
    ):
        raise WrongStatus(article)
    draft = Article(
        **{name: getattr(article, name) for name in TAKEN_OVER},
        language=language,
        story=article.story,
        original=article,
        original_no=article.edit_no,
    )
    related = [link.target_id for link in article.related_links.all()]
    mentioned = [*related, *body.objects(article.body).article_ids]
    there = _versions_of(mentioned, language)
    draft.body = _ASIDE.sub(lambda found: _aside(there.get(int(found[1]))), article.body)
    desk.write(
        draft,
        by=by,
        sources=[
            (link.source, link.release_url)
            for link in article.source_links.select_related("source")
        ],
        authors=[link.author for link in article.author_links.select_related("author")],
        tags=article.tags.all(),
        related=[there[pk] for pk in related if pk in there],
    )
    audit.note("article.version", draft, by=by)
    return draft


@transaction.atomic
def follow(article, *, by):
    """Say that the version tells what its original tells now. Raises NotAllowed, WrongStatus."""
    article, _now = steps.locked(article, by, "write")
    if article.original is None:
        raise WrongStatus(article)
    article.original_no = told_by(article.original)
    article.save(update_fields=["original_no"])
    audit.note("article.follow", article, by=by)
    return article


def told_by(original):
    """The save of the original that a version has to follow: what readers have, if they do."""
    live = original.live_edition(timezone.now())
    return live.edit_no if live else original.edit_no


def changes_since(article):
    """What the original says differently since this version followed it.

    A list of ("removed" or "added", sentence), in the order of the text; empty where it says the
    same.
    """
    original = article.original
    if original is None or article.original_no is None:
        return []
    now = told_by(original)
    if now <= article.original_no:
        return []
    texts = dict(
        original.revisions.filter(number__in=[now, article.original_no]).values_list(
            "number", "snapshot"
        )
    )
    if len(texts) < 2:
        return []
    return _differences(_sentences(texts[article.original_no]), _sentences(texts[now]))


def _differences(old, new):
    found = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what != "equal":
            found += [("removed", sentence) for sentence in old[old_from:old_to]]
            found += [("added", sentence) for sentence in new[new_from:new_to]]
    return found


def _sentences(snapshot):
    fields = snapshot["fields"]
    blocks = [fields.get("headline", ""), fields.get("standfirst", "")]
    blocks += [body.text_of(line) for line in fields.get("body", "").split("\n")]
    return [sentence for block in blocks for sentence in _SENTENCE.split(block) if sentence.strip()]


def _versions_of(ids, language):
    """Article id → its version in `language`, for those of `ids` that have one."""
    stories = dict(Article.objects.filter(pk__in=ids).values_list("story", "pk"))
    found = Article.objects.filter(story__in=stories, language=language)
    return {stories[one.story_id]: one for one in found}


def _aside(version):
    return f'<aside data-article="{version.pk}"></aside>\n' if version else ""
