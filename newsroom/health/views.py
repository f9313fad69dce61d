"""For programs: is the process alive, may it be sent readers, is all well. For people: a page."""

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.db import Error
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles import rights
from newsroom.health import readiness, watch
from newsroom.proxies import client_address, is_ours
from newsroom.staff import roles
from newsroom.staff.roles import Role

PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


@never_cache
@require_safe
def alive(request):
    """The process answers; nothing else is asked, not even the database."""
    return _plain("ok", 200)


@never_cache
@require_safe
def ready(request):
    """200 or 503 for everybody; why, for this machine and for administrators only."""
    is_ready, facts = readiness.look()
    status = 200 if is_ready else 503
    if _asked_from_here(request) or (facts["database"] == "ok" and _is_administrator(request.user)):
        return _told(facts, status)
    return _plain("ok" if is_ready else "not ok", status)


@never_cache
@require_safe
def state(request):
    """All that the health page tells, as JSON; 503 where somebody should see to something.

    For this machine and for administrators; for others it is always 404.
    """
    if not _may_be_told(request):
        return _plain("not found", 404)
    try:
        told = watch.as_json(watch.look())
    except Error as fault:
        told = {"well": False, "database": f"does not answer: {type(fault).__name__}"}
    return _told(told, 200 if told["well"] else 503)


@never_cache
@require_safe
@permission_required("pulse.view_beat", raise_exception=True)
def page(request):
    """How the newsroom is, for its chief editor and its administrator."""
    context = {
        "title": _("Health of the newsroom"),
        "health": watch.look(),
        "may_look": rights.may(request.user, "look"),  # an administrator reads no drafts
    }
    return render(request, "health/health.html", {**admin.site.each_context(request), **context})


def _told(facts, status):
    return JsonResponse(facts, status=status, json_dumps_params={"indent": 1})


def _plain(text, status):
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


def _may_be_told(request):
    """Where the database cannot say who asks, they are a stranger."""
    try:
        return _asked_from_here(request) or _is_administrator(request.user)
    except Error:
        return False


def _is_administrator(user):
    return user.is_authenticated and Role.ADMINISTRATOR in roles.of(user)


def _asked_from_here(request):
    """From this machine or a trusted proxy itself, and not passed on for somebody else.

    A proxy beside us that is not in TRUSTED_PROXIES makes every reader look local.
    """
    passed_on = any(name in request.META for name in PASSED_ON)
    return not passed_on and is_ours(client_address(request))
