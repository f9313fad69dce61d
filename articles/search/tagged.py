"""Tags by the words of their names.

A story keeps the numbers of its tags and not their names. So a tag that is renamed, merged or
given another name is found by what it is called now, and no row of a story is written for it.
"""

from django.db import connection

from articles.models import MergedTag, TagKey

from .lexemes import of_tag

MOST = 300  # tags that one word or pair of words is met by; the oldest, of more
MOST_MERGED = 3000  # numbers of tags that are part of these now


def met(groups, language):
    """For each group of lexemes {lexeme of a tag: the best kind of key that it is met by}."""
    found = [{} for _group in groups]
    if not groups:
        return found
    one = (
        "SELECT %s, tag_id, kind FROM (SELECT tag_id, min(kind) AS kind"
        f" FROM {TagKey._meta.db_table} WHERE language = %s AND lexeme IN ({{}})"
        " GROUP BY tag_id ORDER BY tag_id LIMIT %s) AS tags"
    )
    asked = [one.format(", ".join(["%s"] * len(group))) for group in groups]
    values = [
        value
        for number, group in enumerate(groups)
        for value in (number, language, *sorted(group), MOST)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), values)
        rows = cursor.fetchall()
    parts = _parts({tag for _number, tag, _kind in rows})
    for number, tag, kind in rows:
        for pk in (tag, *parts.get(tag, ())):
            found[number][of_tag(language, pk)] = kind
    return found


def _parts(tags):
    """{tag: numbers of those that became part of it}: older stories have these."""
    found = {}
    if tags:
        merged = MergedTag.objects.filter(tag__in=tags).order_by("-number")
        for number, tag in merged.values_list("number", "tag_id")[:MOST_MERGED]:
            found.setdefault(tag, []).append(number)
    return found
