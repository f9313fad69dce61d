"""The guide for editors: a page for every role, the desk on one printed page, and practice.

The texts are templates in the languages of the desk (`templates/admin/guide/<language>/`), since
they are pages and not labels. A button is named there with `translate`, so that the guide says
what the desk says. Pictures: docs/guide.md.
"""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from articles import practice, rights
from newsroom import languages
from newsroom.staff import roles
from newsroom.staff.roles import ROLE_NAMES, Role

from . import moves

app_name = "guide"

SLUGS = {role.value.replace(" ", "-"): role for role in Role}

# Of the table in articles.rights, what fits the printed page.
SHEET_VERBS = {
    "write": _("Write, send for review"),
    "return": _("Return, approve, assign"),
    "publish": _("Publish, set the time, update"),
    "withdraw": _("Take down"),
    "kill": _("Take down because it was wrong"),
    "override": _("Publish although a check says no"),
    "arrange": _("Arrange the home page"),
    "look": _("Read drafts"),
}
SCOPES = {
    rights.OWN: _("own, not yet published"),
    rights.SECTION: _("in their sections"),
    rights.ANY: _("all"),
}
NIGHT = _("in their sections, at night")


@require_safe
def index(request):
    """Where to go: one's own role first, then the printed page, practice, the other roles."""
    return _page(request, "index", _("Guide"))


@require_safe
def role(request, slug):
    if slug not in SLUGS:
        raise Http404
    return _page(request, slug, ROLE_NAMES[SLUGS[slug]])


@require_safe
def sheet(request):
    """The desk on one page, for the printer."""
    context = {
        "roles": [ROLE_NAMES[role] for role in Role],
        "rows": [(words, _cells(verb)) for verb, words in SHEET_VERBS.items()],
        "changes": [words for _name, words in moves.CHANGES],
    }
    return _page(request, "sheet", _("The desk on one page"), **context)


@require_POST
def practise(request):
    """A new practice story in place of the last one; goes to its form."""
    if not request.user.has_perm("articles.add_article"):
        raise PermissionDenied
    try:
        story = practice.begin(request.user)
    except rights.NotAllowed as fault:
        raise PermissionDenied from fault
    return redirect("admin:articles_article_change", story.pk)


def _page(request, name, title, **context):
    code = get_language()
    if code not in languages.NAMES:
        code = languages.LANGUAGES[0]
    mine = roles.of(request.user)
    pages = [
        {"slug": slug, "name": ROLE_NAMES[role], "is_mine": role in mine, "is_here": slug == name}
        for slug, role in SLUGS.items()
    ]
    return render(
        request,
        f"admin/guide/{code}/{name}.html",
        {
            **admin.site.each_context(request),
            "title": title,
            "name": name,
            "pages": sorted(pages, key=lambda page: not page["is_mine"]),
            "may_practise": rights.may(request.user, "write"),
            **context,
        },
    )


def _cells(verb):
    """For each role: the words of its scope, or "" where it may not."""
    row = rights.RIGHTS[verb]
    cells = [SCOPES.get(row.get(role), "") for role in Role]
    if verb == "override":
        editor = list(Role).index(Role.EDITOR)
        cells[editor] = NIGHT
    return cells


def _address(route, view, name):
    return path(route, admin.site.admin_view(view), name=name)


urlpatterns = [
    _address("", index, "index"),
    _address("sheet/", sheet, "sheet"),
    _address("practise/", practise, "practise"),
    _address("<slug:slug>/", role, "role"),
]
