"""Security headers: a strict policy for readers, another for the desk, whose editor needs more."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from articles.editor import FORM_PAGE_CSP
from articles.policy import READER_CSP

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


class SecurityHeaders:
    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = SimpleLazyObject(lambda: reverse("admin:index"))

    def __call__(self, request):
        response = self.get_response(request)
        at_desk = request.path_info.startswith(str(self.desk))
        policy = FORM_PAGE_CSP if at_desk else READER_CSP
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if at_desk:
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response
