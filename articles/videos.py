"""Video files of TV reports: judged by what is inside them, kept in private, sent in parts."""

import re
import secrets
import threading

from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

LARGEST = 1024**3  # bytes
TYPES = {"mp4": "video/mp4", "webm": "video/webm"}
PIECE = 2 * 1024**2  # bytes
_whole_files = threading.BoundedSemaphore(2)
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def kept_as(article, filename):
    """A name that nobody guesses; only the ending of `filename` is used."""
    ending = filename.rpartition(".")[2].lower()
    return f"video/{secrets.token_hex(16)}.{ending if ending in TYPES else 'mp4'}"


@deconstructible
class IsVideo:
    """Raises ValidationError unless the file begins as MP4 (ISO 14496-12 §4.3) or WebM does."""

    def __call__(self, file):
        if file.size > LARGEST:
            raise ValidationError(_("The video is larger than 1 GB."), code="too_large")
        position = file.tell()
        file.seek(0)
        beginning = file.read(64)
        file.seek(position)
        is_mp4 = beginning[4:8] == b"ftyp"
        is_webm = beginning[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in beginning
        if not (is_mp4 or is_webm):
            raise ValidationError(_("This is no MP4 or WebM video."), code="no_video")

    def __eq__(self, other):
        return isinstance(other, IsVideo)

    __hash__ = None


def response(request, file):
    """The part that a player asks for (RFC 9110 §14), or the whole file.

    A part is at most PIECE bytes, whatever was asked: players ask for the next one. So a slow
    reader holds no thread. The whole file, which only programs ask for, goes to two at a time;
    others are told to come back (503).
    """
    content_type = TYPES.get(file.name.rpartition(".")[2], "video/mp4")
    size = file.size
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked and asked[0] != "bytes=-":
        first, last = _span(asked[1], asked[2], size)
        if first > last:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        with file.open("rb") as opened:
            opened.seek(first)
            piece = opened.read(min(last - first + 1, PIECE))
        answer = HttpResponse(piece, content_type=content_type, status=206)
        answer["Content-Range"] = f"bytes {first}-{first + len(piece) - 1}/{size}"
    elif request.method == "HEAD" or _whole_files.acquire(blocking=False):
        answer = _Whole(file.open("rb"), content_type=content_type)
        answer.has_place = request.method != "HEAD"
    else:
        return HttpResponse(status=503, headers={"Retry-After": "30"})
    answer["Accept-Ranges"] = "bytes"
    return answer


class _Whole(FileResponse):
    has_place = False

    def close(self):
        super().close()
        if self.has_place:
            self.has_place = False
            _whole_files.release()


def _span(first, last, size):
    """The first and last byte meant, both included; an empty span lies outside of the file."""
    if not first:  # the last so many bytes
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last) if last else size - 1, size - 1)
