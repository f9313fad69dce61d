from django.conf import settings
from django.contrib import admin
from django.shortcuts import render
from django.utils.translation import gettext as _


def locked_out(request, original_response=None, credentials=None):
    """django-axes shows this after too many wrong passwords, in the desk's own dress."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    context = {
        **admin.site.each_context(request),
        "title": _("Too many wrong passwords"),
        "minutes": minutes,
    }
    response = render(request, "admin/locked_out.html", context, status=429)
    response.headers["Retry-After"] = str(minutes * 60)  # seconds
    return response
