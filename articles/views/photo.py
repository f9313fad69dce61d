from urllib.parse import quote

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Author, EditionPhoto, PagePhoto, PartnerItem, SiteSettings
from articles.models.edition import is_live
from newsroom.pagecache.changes import tag_response
from newsroom.photos import library
from newsroom.photos.models import Photo

WEEK = 7 * 24 * 3600  # seconds


def public_photos():
    """Photos that stand on a live edition or on a public page at this moment."""
    here = OuterRef("pk")
    live = is_live(of="edition__")  # a join: SQLite would read every live edition for an IN
    return Photo.objects.filter(
        Q(Exists(EditionPhoto.objects.filter(live, photo=here)))
        | Q(Exists(PagePhoto.objects.filter(photo=here)))
        | Q(Exists(PartnerItem.objects.shown().filter(picture=here)))
        | Q(Exists(Author.objects.filter(portrait=here)))
        | Q(Exists(SiteSettings.objects.filter(logo=here)))
    )


@require_safe
def photo(request, token, name):
    """A rendition, card or feed picture; 404 unless readers may see it now."""
    found = get_object_or_404(public_photos(), token=token)
    try:
        response = _where_it_is(found, name) if settings.NGINX_PHOTOS else _itself(found, name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    tag_response(response, {*found.file_keys, "photos"})
    response["Cache-Control"] = f"public, max-age={WEEK}, immutable"
    return response


def _itself(found, name):
    content, content_type = library.read_rendition(found, name)
    return HttpResponse(content, content_type=content_type)


def _where_it_is(found, name):
    """nginx in front gives out the file in place of this empty answer."""
    path, content_type = library.find_rendition(found, name)
    return HttpResponse(
        content_type=content_type,
        # the name holds a hash of the bytes; nginx has an ETag of its own for readers
        headers={"X-Accel-Redirect": quote(settings.NGINX_PHOTOS + path), "ETag": f'"{name}"'},
    )
