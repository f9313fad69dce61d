"""What the story's page shows around the form, and the two pages beside it."""

from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addresses, body, desk, gate, links, revisions, rights
from articles import preview as page_preview
from articles.models import Article, SiteSettings
from articles.policy import READER_CSP, let_the_desk_frame
from newsroom.lookup.history import labels
from newsroom.photos import picker
from newsroom.staff import audit

from . import checking, keeping, moves, work
from . import standing as standings
from .form import CARE, FILING, MOMENT, PLACING, TELEVISION, WRITING, advice_on_twins

SAVED = gettext_lazy("The draft is saved.")
SAVED_NOT_PUBLISHED = gettext_lazy(
    "The draft is saved, but it cannot be published yet: see what is missing."
)
VERBS = (
    "submit return approve publish update unschedule withdraw kill spike revive delete"
).split()


def form_page(model_admin, request, form, article):
    """What the template needs besides the form itself."""
    now = timezone.now()
    user = request.user
    context = {
        "may": {verb: rights.may(user, verb, article) for verb in VERBS},
        "standing": standings.Standing("new", _("new story")),
    }
    if quicker := getattr(form, "quicker", None):
        context["quicker"] = quicker
        context["quicker_body"] = picker.for_the_desk(body.draw(quicker.body, quicker.language))
        stands = desk.snapshot(quicker, links.of(quicker))
        context["parts"] = revisions.compare(stands, stands | form.typed())
    if article and article.pk:
        stands = model_admin.get_queryset(request).select_related("saved_by", "section")
        stands = stands.get(pk=article.pk)
        context["stands"] = stands
        context["review"] = _review(user, stands, context["may"])
        context["colleagues"] = work.card(user, stands)
        context["versions"] = work.versions(user, stands)
        context["standing"] = standings.of(stands, now)
        context["public_url"] = _public_url(stands)
        context["short_url"] = _short_url(stands)
    if "section" in form.fields:
        context["is_put_back"] = form.kept is not None
        if not form.is_bound:
            context["unsaved"] = keeping.offers(request, article, type(form))
        findings = _findings(form, article, user)
        context["findings"] = findings
        context["tally"] = checking.tally([finding.is_blocker for finding in findings])
        context["may_override"] = "check" in request.GET and _may_override(user, article, findings)
        context["boxes"] = _boxes(form, findings if "check" in request.GET else [])
        context["problems"] = _problems(form, findings if "check" in request.GET else [])
        context["twins"] = advice_on_twins(article) if article and article.pk else ""
        context["care_is_open"] = any(
            form.errors.get(name) or form[name].value() not in (None, "", False) for name in CARE
        )
        context["groups"] = {
            "writing": WRITING, "filing": FILING, "placing": PLACING, "care": CARE,
            "television": TELEVISION,
        }  # fmt: skip
    else:
        context["drawn"] = picker.for_the_desk(body.draw(article.body, article.language))
        context["lead"] = picker.words(article.lead_photo) if article.lead_photo else None
    return context


def _review(user, article, may):
    """What may be said now of a text that others look at before it is published."""
    waits = article.is_under_review
    is_own = article.saved_by_id == user.pk and not rights.may(user, "override", article)
    return {
        "waits": waits,
        "submit": may["submit"] and not waits and not article.is_approved,
        "approve": may["approve"] and waits and not is_own,
        "return": may["return"] and (waits or article.status == Article.Status.APPROVED),
        "returned": _returned(article),
    }


def _returned(article):
    """The step by which a draft came back to its writer, while nothing was done since."""
    if article.status != Article.Status.DRAFT:
        return None
    last = article.steps.order_by("-at", "-pk").first()
    return last if last and last.verb == "return" else None


def _findings(form, article, user):
    """What the gate says of the saved text; nothing while other text stands in the form."""
    if form.is_bound or article is None or article.pk is None:
        return []
    return gate.findings(article, by=user)


def _may_override(user, article, findings):
    """Whether the user may publish all the same, with a written reason."""
    is_night = SiteSettings.current().is_night(timezone.now())
    blockers = [finding for finding in findings if finding.is_blocker]
    return bool(blockers) and all(
        rights.opens(user, one, article, is_night=is_night) for one in blockers
    )


def _boxes(form, findings):
    """Each field with what the gate says of it, for the templates."""
    return {
        name: SimpleNamespace(
            field=form[name],
            name=name,
            findings=[finding for finding in findings if finding.field == name],
        )
        for name in form.fields
    }


def _problems(form, findings):
    """Everything that is wrong, as a list with links to the fields."""
    problems = [
        {"field": name, "label": form[name].label, "sentence": sentence, "is_blocker": True}
        for name, sentences in form.errors.items()
        if name in form.fields
        for sentence in sentences
    ]
    return problems + [
        {
            "field": finding.field,
            "label": form[finding.field].label if finding.field in form.fields else "",
            "sentence": finding.sentence,
            "is_blocker": finding.is_blocker,
        }
        for finding in findings
    ]


def _public_url(article):
    edition = article.editions.live().select_related("section").first()
    return edition.get_absolute_url() if edition else ""


def _short_url(article):
    link = getattr(article, "short_link", None)
    return addresses.absolute(link.get_absolute_url()) if link else ""


def keep_photo_words(form):
    """Credit and alt text that were changed in the cards of the form."""
    for name in ("lead_photo", "poster"):
        photo = form.cleaned_data.get(name)
        changed = photo and picker.keep_words(photo, form.cleaned_data["language"])
        if changed:
            audit.note("row.change", photo, fields=labels(type(photo), changed))


def preview(model_admin, request, pk=None):
    """The story as readers would see it. GET: the saved text; POST: the text typed in the form.

    Typed text is saved, drawn and rolled back: nothing changes, and the form that stays open in
    the other window is not stale afterwards. `_beside` asks for it in a frame of the form.
    """
    article = get_object_or_404(Article, pk=pk) if pk else None
    verb = "write" if request.method == "POST" else "look"
    if not rights.may(request.user, verb, article):
        raise PermissionDenied
    if request.method != "POST":
        response = page_preview.page(request, get_object_or_404(Article, pk=pk))
    else:
        with transaction.atomic():
            response = _typed_page(model_admin, request, article)
            transaction.set_rollback(True)
    if hasattr(response, "render"):
        response.render()
    content = picker.for_the_desk(response.content.decode())
    if pk:
        video = reverse("admin:articles_article_video", args=[pk])
        content = content.replace(reverse("video", args=[pk]), video)
    response.content = content
    if "_beside" in request.POST:
        let_the_desk_frame(response)
    else:
        response["Content-Security-Policy"] = READER_CSP
    del response["Surrogate-Key"]
    response["X-Robots-Tag"] = "noindex, nofollow"
    add_never_cache_headers(response)
    return response


def _typed_page(model_admin, request, article):
    if not (article or model_admin.has_add_permission(request)):
        raise PermissionDenied
    form_class = model_admin.get_form(request, article, change=bool(article))
    form = form_class(request.POST, instance=article)  # a file would outlive the rollback
    if not form.is_valid():
        problems = _problems(form, [])
        problems += [{"sentence": text} for text in form.non_field_errors()]
        context = {**model_admin.admin_site.each_context(request), "problems": problems}
        return render(request, "admin/articles/article/no_preview.html", context, status=422)
    typed = form.save(commit=False)
    model_admin.save_model(request, typed, form, bool(article))
    return page_preview.page(request, typed)


class TakeDownForm(forms.Form):
    public_reason = forms.CharField(
        label=gettext_lazy("Reason for readers"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Printed at the address of the story. May stay empty."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the newsroom"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    at = forms.DateTimeField(
        label=gettext_lazy("Take down later, at"),
        required=False,
        widget=MOMENT,
        help_text=gettext_lazy("Almaty time. Empty: now."),
    )

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at and at <= timezone.now():
            raise forms.ValidationError(gettext_lazy("This moment has passed. Choose a later one."))
        return at


def take_down(model_admin, request, pk):
    """Ask for the reason, then withdraw (as planned) or kill (because it was wrong)."""
    article = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    may = {verb: rights.may(request.user, verb, article) for verb in ("withdraw", "kill")}
    if not any(may.values()):
        raise PermissionDenied
    standing = standings.of(article)
    form = TakeDownForm(request.POST or None)
    if standing.state == "off":  # what is off already can only be said to have been wrong
        may["withdraw"] = False
        del form.fields["at"]
    if request.method == "POST" and form.is_valid():
        name = "_kill" if "_kill" in request.POST else "_withdraw"
        notes = {key: form.cleaned_data[key] for key in ("note", "public_reason")}
        at = form.cleaned_data.get("at") if name == "_withdraw" else None
        try:
            moves.take_down(article, name, by=request.user, at=at, **notes)
        except moves.FAULTS as fault:
            messages.error(request, moves.sentence(fault))
        else:
            planned = gettext_lazy("The time of taking down is set.")
            messages.success(request, planned if at else moves.DONE[name])
        return redirect("admin:articles_article_change", pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Take down"),
        "subtitle": None,
        "opts": model_admin.opts,
        "article": article,
        "standing": standing,
        "form": form,
        "may": may,
    }
    return render(request, "admin/articles/article/take_down.html", context)
