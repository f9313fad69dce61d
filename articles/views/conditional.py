"""Answers for programs that ask again and again: whole once, 304 until something changes."""

import hashlib

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from newsroom.pagecache.changes import tag_response


def conditional(request, content, content_type, *, keys, changed_at=None):
    """`content` (bytes) with an ETag of its own; `changed_at` (aware datetime) dates it too."""
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    seconds = None
    if changed_at:
        seconds = int(changed_at.timestamp())
        response["Last-Modified"] = http_date(seconds)
    tag_response(response, keys)
    return get_conditional_response(request, response["ETag"], seconds, response)
