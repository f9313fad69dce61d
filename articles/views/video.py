from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles import videos
from articles.models import Edition
from newsroom.pagecache.changes import tag_response


@require_safe
def video(request, pk):
    """The video file of a story that is out now."""
    live = Edition.objects.live().exclude(video_file="").only("article_id", "video_file")
    edition = get_object_or_404(live, article_id=pk)
    return tag_response(videos.response(request, edition.video_file), edition.cache_keys())
