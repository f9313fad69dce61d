from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from newsroom.staff import audit


class LanguageOfPage:
    """The language stands in the address; in the admin it is the user's own.

    Django's LocaleMiddleware asks the browser instead, and adds `Vary: Accept-Language` to pages
    that do not vary.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = SimpleLazyObject(lambda: reverse("admin:index"))
        self.prefixed = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}

    def __call__(self, request):
        translation.activate(self.language(request))
        request.LANGUAGE_CODE = translation.get_language()
        try:
            return self.get_response(request)
        finally:
            translation.deactivate()

    def language(self, request):
        if request.path_info.startswith(str(self.desk)):
            if request.user.is_authenticated:
                return request.user.language
            return self.asked_at_sign_in(request)
        first = request.path_info[1:].partition("/")[0]
        return first if first in self.prefixed else settings.LANGUAGE_CODE

    def asked_at_sign_in(self, request):
        """Nobody is known yet: what the browser prefers, among our languages."""
        return translation.get_language_from_request(request)


class WhoAsks:
    """Lets the audit know who is at work and from where; tells it of files that leave the desk."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        before = audit.asking.set(request)
        try:
            response = self.get_response(request)
            is_file = response.get("Content-Disposition", "").startswith("attachment")
            if is_file and request.user.is_authenticated:
                audit.note("file.taken", request.path)
            return response
        finally:
            audit.asking.reset(before)
