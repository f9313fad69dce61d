"""The audit at the desk: read by the chief editor and the administrator, changed by nobody."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import render
from django.urls import NoReverseMatch, path, reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from newsroom import languages
from newsroom.lookup.search import folded
from newsroom.staff import audit
from newsroom.staff.models import AuditEntry, User
from newsroom.staff.roles import ROLE_NAMES

PAGE_SIZE = 50
DAY = datetime.timedelta(days=1)
DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class QuestionForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    group = forms.ChoiceField(label=_("What"), required=False)
    by = forms.ModelChoiceField(
        User.objects.order_by("last_name", "first_name", "username"),
        label=_("Who"),
        required=False,
        empty_label=_("everybody"),
    )
    since = forms.DateField(label=_("From the day"), required=False, widget=DATE)
    until = forms.DateField(label=_("To the day"), required=False, widget=DATE)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _("everything")), *audit.GROUPS.items()]

    def answers(self, user):
        """The entries that are asked for; by words, only those whose names `user` may read."""
        asked = self.cleaned_data if self.is_valid() else {}
        found = AuditEntry.objects.all()
        if asked.get("group"):
            found = found.filter(group=asked["group"])
        if asked.get("by"):
            found = found.filter(by=asked["by"])
        if asked.get("since"):
            found = found.filter(at__gte=languages.midnight(asked["since"]))
        if asked.get("until"):
            found = found.filter(at__lt=languages.midnight(asked["until"] + DAY))
        if asked.get("q"):
            hidden = [model for model in audit.PRIVATE if not may_read(user, model)]
            found = folded(found, asked["q"]).exclude(model__in=hidden)
        return found


def may_read(user, model):
    """Whether `user` may view rows of `model` ("app.model")."""
    app, _dot, name = model.partition(".")
    return user.has_perm(f"{app}.view_{name}")


@dataclass
class Line:
    """An entry as somebody reads it. A name stands as it was then."""

    entry: AuditEntry
    at: str
    whence: list[str]  # who and from where, as far as known
    sentence: str
    subject: str
    address: str  # of the subject's page at the desk, "" where there is none
    fields: str


def lines(entries, user):
    """One question more for each kind of row among the entries."""
    there = _still_there(entries)
    return [_line(entry, user, there) for entry in entries]


def _still_there(entries):
    """(model, number) of the subjects that were not deleted."""
    numbers = {}
    for entry in entries:
        if entry.model:
            numbers.setdefault(entry.model, set()).add(entry.row)
    found = set()
    for label, pks in numbers.items():
        try:
            rows = apps.get_model(label)._base_manager.filter(pk__in=pks)
        except LookupError:  # a model of former days
            continue
        found |= {(label, pk) for pk in rows.values_list("pk", flat=True)}
    return found


def _line(entry, user, there):
    reads = may_read(user, entry.model)
    is_hidden = entry.model in audit.PRIVATE and not reads
    is_there = (entry.model, entry.row) in there
    sentence = str(audit.SENTENCES.get(entry.action, entry.action))
    kind = _kind(entry.model)
    return Line(
        entry,
        at=languages.day_and_time(entry.at, get_language()),
        whence=[part for part in (entry.by_name, entry.origin) if part],
        sentence=f"{sentence}: {kind}" if entry.group == "row" else sentence,
        subject=f"№ {entry.row}" if is_hidden else entry.subject,
        address=_address(entry) if reads and is_there else "",
        fields=", ".join(_field(entry, name) for name in entry.fields),
    )


def _kind(model):
    try:
        return str(apps.get_model(model)._meta.verbose_name)
    except (LookupError, ValueError):
        return model


def _address(entry):
    try:
        return reverse(f"admin:{entry.model.replace('.', '_')}_change", args=[entry.row])
    except NoReverseMatch:
        return ""


def _field(entry, name):
    """A role given or taken ("+editor"), or what the model calls a field."""
    if entry.action == "people.roles":
        known = {role.value: label for role, label in ROLE_NAMES.items()}
        return f"{name[0]} {known.get(name[1:], name[1:])}".replace("-", "−", 1)
    return gettext(name) if name else ""


@admin.register(AuditEntry)
class AuditAdmin(admin.ModelAdmin):
    """One page. There is no address at which an entry could be added, changed or deleted."""

    desk_order = 90

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.changelist_view))
        return [path("", view, name="staff_auditentry_changelist")]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """Newest first. Nothing is counted, and an old page costs what a new one does."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = QuestionForm(request.GET)
        found = _before(form.answers(request.user), request.GET.get("before"))
        entries = list(found[: PAGE_SIZE + 1])
        shown, more = entries[:PAGE_SIZE], len(entries) > PAGE_SIZE
        question = {name: value for name, value in request.GET.items() if name in form.fields}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": capfirst(self.opts.verbose_name_plural),
            "form": form,
            "lines": lines(shown, request.user),
            "older": urlencode({**question, "before": shown[-1].pk}) if more else "",
            "newest": urlencode(question) if "before" in request.GET else None,
        }
        return render(request, "admin/staff/auditentry/change_list.html", context)


def _before(entries, cursor):
    """Those that stand below the entry of that number."""
    if cursor is None:
        return entries
    is_number = cursor.isdecimal() and len(cursor) < 19
    last = AuditEntry.objects.filter(pk=cursor).first() if is_number else None
    if last is None:
        raise Http404
    return entries.filter(at__lte=last.at).filter(Q(at__lt=last.at) | Q(pk__lt=last.pk))
