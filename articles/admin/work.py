"""The first page of the desk, my work; and what stands beside a story for colleagues."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import addresses, outsiders, reviewing, rights, translating, work
from articles.models import Article, Note, OutsiderAnswer, OutsiderLink, Override
from newsroom import languages
from newsroom.staff.models import User
from newsroom.staff.roles import Role

from . import moves, standing
from .form import MOMENT

WRITERS = [Role.REPORTER, Role.EDITOR, Role.CHIEF_EDITOR]


def boxes(user):
    """As `articles.work.boxes`, each story with its standing."""
    filled = work.boxes(user)
    stories = [story for box in filled for story in box.rows]
    stands = standing.with_standing(Article.objects.filter(pk__in=[one.pk for one in stories]))
    by_pk = {one.pk: one for one in stands.select_related("section", "assignee").defer("body")}
    return [
        {"box": box, "rows": [(by_pk[one.pk], standing.of(by_pk[one.pk])) for one in box.rows]}
        for box in filled
    ]


def answer_file(request, pk, answer):
    """What an outsider attached, as a download: never shown inside our pages."""
    found = get_object_or_404(OutsiderAnswer.objects.exclude(file=""), pk=answer, link__article=pk)
    if not rights.may(request.user, "show", found.link.article):
        raise PermissionDenied
    name = found.file.name.rpartition("/")[2]
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=name)


class AssignForm(forms.Form):
    assignee = forms.ModelChoiceField(
        queryset=User.objects.none(), label=_("Assignee"), required=False, empty_label=_("nobody")
    )
    due_at = forms.DateTimeField(
        label=_("Due"), required=False, widget=MOMENT, help_text=_("Almaty time.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        writers = User.objects.filter(
            is_active=True, groups__name__in=[role.value for role in WRITERS]
        )
        self.fields["assignee"].queryset = writers.order_by("last_name", "username").distinct()


def card(user, article):
    """What the card "For colleagues" shows: notes, who has the story, overrides to confirm."""
    initial = {"assignee": article.assignee_id, "due_at": article.due_at}
    return {
        "story": article,
        "notes": article.notes.select_related("by"),
        "assign_form": AssignForm(initial=initial) if rights.may(user, "assign", article) else None,
        "may_note": rights.may(user, "note", article),
        "overrides": article.overrides.select_related("by", "confirmed_by"),
        "may_confirm": rights.may(user, "override", article),
        "original_changes": translating.changes_since(article),
        **_shown_outside(user, article),
    }


def _shown_outside(user, article):
    """The links that show the text to outsiders, and what these answered."""
    may_show = rights.may(user, "show", article)
    links = article.outsider_links.select_related("revision", "article")
    now = timezone.now()
    return {
        "may_show": may_show and not article.is_given_up,
        "show_hours": outsiders.HOURS,
        "needs_reason": article.is_embargoed(now),
        "links": [
            {
                "row": link,
                "is_open": link.is_open(now),
                "address": addresses.absolute(link.get_absolute_url()),
                "answers": link.answers.all(),
            }
            for link in links.prefetch_related("answers")
        ]
        if may_show
        else [],
    }


def versions(user, article):
    """The card of languages: what there is, what may be begun, what the original says anew."""
    there = {one.language: one for one in article.story.articles.defer("body")}
    return [
        {
            "code": code,
            "name": name,
            "article": there.get(code),
            "is_this": code == article.language,
            "may_start": code not in there
            and rights.may(user, "write")
            and not article.is_practice,
        }
        for code, name in languages.NAMES.items()
    ]


@require_POST
def translate(request, pk, code):
    """Begin the version in another language and go to it."""
    article = get_object_or_404(Article, pk=pk)
    try:
        draft = translating.start(article, by=request.user, language=code)
    except reviewing.NotAllowed as fault:
        raise PermissionDenied from fault
    except moves.FAULTS as fault:
        messages.warning(request, moves.sentence(fault))
        return redirect("admin:articles_article_change", pk)
    messages.success(request, _("The version is begun: write over the original's words."))
    return redirect("admin:articles_article_change", draft.pk)


@require_POST
def act(request, pk):
    """A button of the card; answers the card anew for the script, the story's page without one."""
    article = get_object_or_404(Article, pk=pk)
    if not rights.may(request.user, "look", article):
        raise PermissionDenied
    try:
        sentence = _act(request, article)
    except moves.FAULTS as fault:
        if isinstance(fault, reviewing.NotAllowed):
            raise PermissionDenied from fault
        sentence = moves.sentence(fault)
    except ValueError:
        return HttpResponseBadRequest()
    article.refresh_from_db()
    if request.headers.get("X-Requested-With") == "fetch":
        context = {"colleagues": card(request.user, article), "sentence": sentence}
        return render(request, "admin/articles/article/_colleagues.html", context)
    messages.success(request, sentence)
    return redirect("admin:articles_article_change", pk)


def _act(request, article):
    """Do it and give the sentence. Raises a fault of the verb, ValueError for nonsense."""
    data, by = request.POST, request.user
    if "_note" in data:
        reviewing.note(article, by=by, text=data.get("note", "")[:2000])
        return _("The note is kept.")
    if "_done" in data and data["_done"].isdecimal():
        note = get_object_or_404(Note, pk=int(data["_done"]), article=article)
        reviewing.close_note(note, by=by)
        return _("The note is seen to.")
    if "_confirm" in data and data["_confirm"].isdecimal():
        override = get_object_or_404(Override, pk=int(data["_confirm"]), article=article)
        reviewing.confirm(override, by=by)
        return _("Confirmed.")
    if "_follow" in data:
        translating.follow(article, by=by)
        return _("Noted: this version follows the original.")
    if "_show" in data:
        hours = data.get("hours", "")
        outsiders.show(
            article,
            by=by,
            for_whom=data.get("for_whom", ""),
            hours=int(hours) if hours.isdecimal() else 0,
            reason=data.get("show_reason", ""),
        )
        return _("The link is made: copy it.")
    if "_revoke" in data and data["_revoke"].isdecimal():
        link = get_object_or_404(OutsiderLink, pk=int(data["_revoke"]), article=article)
        outsiders.revoke(link, by=by)
        return _("The link is closed.")
    form = AssignForm(data)
    if "_assign" in data and form.is_valid():
        reviewing.assign(article, by=by, **form.cleaned_data)
        return _("Assigned")
    raise ValueError("no such button")
