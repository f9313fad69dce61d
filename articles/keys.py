"""Which page keys a change touches. Those of a story are said here and nowhere else.

`article-7` its page and every card of it; `photo-3`, `credit-4` wherever the picture stands;
`photo-3-file` the picture itself under its addresses, `photos` all of them;
`list-kk` the home page, feed and newest lists of a language; `section-3`, `tag-11`, `source-2`,
`author-5`, `programme-6` their pages and feeds; `tag-11-name` and the like the pages that say the
name and list no stories, so that a new story leaves those alone; `story-4` the pages of its
translations, which link to one another; `corrections-kk` the page of corrections of a language;
`redirects` what the Redirect table answers, and the 404 and 410 of what it does not know; `site`
every page (name, menu, footer, partners).
"""

from newsroom.photos.models import file_keys

from .models import EditionPhoto
from .models.edition import URGENT_FOR


def of_edition(edition, links=None):
    """`links`: what it is tied to, where that is known already."""
    programme = edition.programme_id
    tags, sources, authors = (
        (links.tags, [pk for pk, _address in links.sources], links.authors)
        if links
        else (
            edition.tag_links.values_list("tag_id", flat=True),
            edition.source_links.values_list("source_id", flat=True),
            edition.author_links.values_list("author_id", flat=True),
        )
    )
    return {
        f"article-{edition.article_id}",
        f"list-{edition.language}",
        f"section-{edition.section_id}",
        *([f"programme-{programme}"] if programme else []),
        *([f"corrections-{edition.language}"] if edition.corrections else []),
        f"story-{edition.article.story_id}",
        *(f"tag-{pk}" for pk in tags),
        *(f"source-{pk}" for pk in sources),
        *(f"author-{pk}" for pk in authors),
    }


def of_photos(photos):
    """Of photos that a page draws; None stands for no photo."""
    found = [photo for photo in photos if photo]
    return {f"photo-{photo.pk}" for photo in found} | {
        f"credit-{photo.credit_id}" for photo in found if photo.credit_id
    }


def of_files(*editions):
    """Of the pictures that these show; None stands for no edition. One query."""
    shown = EditionPhoto.objects.filter(edition__in=[one.pk for one in editions if one])
    return file_keys(shown.values_list("photo_id", flat=True))


def of_cards(editions):
    """What a page must name when it draws these as cards."""
    return {f"article-{edition.article_id}" for edition in editions} | of_photos(
        edition.lead_photo for edition in editions
    )


def of_stories(ids):
    return {f"article-{pk}" for pk in ids}


def moments_at_home(edition):
    """The moments at which the home page lets go of an edition by itself (aware datetimes)."""
    moments = [edition.pinned_until] if edition.pinned_until else []
    if edition.urgent:
        moments.append(edition.first_published_at + URGENT_FOR)
    return moments


def of_editions(*editions):
    return set().union(*(of_edition(edition) for edition in editions if edition))
