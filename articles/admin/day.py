"""The page of one day by the hour: what came and comes out, ends, is due."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.day import DAY, LATE, Day
from articles.models import Section
from newsroom import languages

YEARS = range(1900, 3000)  # days of which a database can tell the moments

# What a line says before its moment, after it, and the colour of its mark.
WORDS = {
    "publication": (gettext_lazy("to go out"), gettext_lazy("published"), "scheduled", "live"),
    "update": (gettext_lazy("update scheduled"), gettext_lazy("updated"), "scheduled", "live"),
    "correction": (
        gettext_lazy("correction scheduled"), gettext_lazy("corrected"), "scheduled", "live",
    ),
    "typo": (gettext_lazy("update scheduled"), gettext_lazy("typo mended"), "scheduled", "draft"),
    "withdrawal": (gettext_lazy("to be taken down"), gettext_lazy("taken down"), "off", "off"),
    "due": (gettext_lazy("due"), gettext_lazy("handed in"), "in_review", "draft"),
    "embargo": (
        gettext_lazy("embargo ends"), gettext_lazy("embargo ended"), "in_review", "draft",
    ),
    "details": (gettext_lazy("details of the flash"), "", "in_review", "draft"),
}  # fmt: skip
LATE_WORDS = {
    "due": gettext_lazy("overdue"),
    "details": gettext_lazy("details of the flash are overdue"),
}


class QuestionForm(forms.Form):
    day = forms.DateField(
        label=gettext_lazy("Day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    section = forms.ModelChoiceField(
        Section.objects.all(),
        label=gettext_lazy("Section"),
        required=False,
        empty_label=gettext_lazy("all sections"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("all languages")), *languages.NAMES.items()]

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day and day.year not in YEARS:
            raise forms.ValidationError(_("There is no such day here."))
        return day


def page(model_admin, request):
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    now = timezone.now()
    today = now.astimezone(languages.ALMATY).date()
    form = QuestionForm({"day": today, **request.GET.dict()})
    form.is_valid()  # what is no answer asks for nothing
    asked = form.cleaned_data
    day = Day(
        asked.get("day") or today,
        now=now,
        language=asked.get("language", ""),
        section=asked.get("section"),
    )
    late = [_line(line) for line in day.late] if day.is_today else []
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("The day by the hour"),
        "subtitle": None,
        "form": form,
        "day": day,
        "date": languages.long_day(day.begin, get_language()),
        "weekday": date_format(day.on, "l"),
        "days": _days(request, today, day.on),
        "hours": _hours(day),
        "late": late[:LATE],
        "is_more_late": len(late) > LATE,
        "is_empty": not day.lines,
    }
    return render(request, "admin/articles/day.html", context)


def _days(request, today, on):
    """The ways to yesterday, today and tomorrow; what else is asked for stays."""
    names = [_("Yesterday"), _("Today"), _("Tomorrow")]
    ways = []
    for name, day in zip(names, [today - DAY, today, today + DAY], strict=True):
        query = request.GET.copy()
        query["day"] = day.isoformat()
        if day == today:
            del query["day"]  # the same address tomorrow shows tomorrow
        ways.append({"name": name, "query": query.urlencode(), "is_this": day == on})
    return ways


def _hours(day):
    """The hours with their lines; of the present one, those before and after this minute.

    Empty ones that follow each other stand as one.
    """
    hours = [{"from": n, "before": [], "after": [], "rests": []} for n in range(24)]
    for line in day.lines:
        hours[_hour(line.at)]["after" if line.is_ahead else "before"].append(_line(line))
    for rest in day.rests:
        _ahead, past, *_colours = WORDS[rest.what]
        hours[_hour(rest.at)]["rests"].append({"rest": rest, "what": past or LATE_WORDS[rest.what]})
    if day.is_today:
        hours[_hour(day.now)]["is_now"] = True
    shown = []
    for hour in hours:
        hour["is_empty"] = not any(hour[part] for part in hour if part != "from")
        if not (hour["is_empty"] and shown and shown[-1]["is_empty"]):
            shown.append(hour)
        first, last = shown[-1]["from"], hour["from"]
        shown[-1]["name"] = f"{last:02}:00" if first == last else f"{first:02}:00–{last + 1:02}:00"
    return shown


def _hour(at):
    return at.astimezone(languages.ALMATY).hour


def _line(line):
    ahead, past, colour_ahead, colour_past = WORDS[line.what]
    if line.is_late:
        mark, colour = LATE_WORDS[line.what], "off"
    else:
        mark, colour = (ahead, colour_ahead) if line.is_ahead else (past, colour_past)
    return {"line": line, "story": line.story, "mark": mark, "colour": colour}
