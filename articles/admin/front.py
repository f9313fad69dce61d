"""The page on which the home page is arranged: cards with buttons, preview, launch."""

import datetime

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles import front, rights, views
from articles.models import Article, Edition, Front, FrontDraft
from articles.models.front import is_open, until_of
from articles.policy import let_the_desk_frame
from newsroom import languages
from newsroom.photos import picker

from . import standing
from .form import MOMENT
from .picks import PickOne

NEWEST = 12  # stories offered
KEPT = 10  # launched arrangements offered
STALE = _("Somebody was quicker. Below is the arrangement as it stands now; yours was not kept.")
STALE_TYPED = _(
    "Somebody was quicker. Below is the arrangement as it stands now, and before it yours, "
    "which is not kept yet."
)
PASSED_HERE = _("Its time has passed: readers do not see it here.")
PASSED = _("This moment has passed. Choose a later one.")


class ArrangeForm(forms.ModelForm):
    """The banner, a story to add, and for every place the moment until which it is kept."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    pick = forms.ModelChoiceField(
        Article.objects.none(),
        label=_("Any other story"),
        required=False,
        widget=PickOne(Front._meta.get_field("banner_article"), ask="articles_article_pick"),
    )

    class Meta:
        model = FrontDraft
        fields = ["banner_text", "banner_article", "banner_until"]
        widgets = {
            "banner_article": PickOne(
                Front._meta.get_field("banner_article"), ask="articles_article_pick"
            ),
            "banner_until": MOMENT,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["number"] = self.instance.number
        ours = Article.objects.filter(language=self.instance.language, is_practice=False)
        ours = ours.defer("body")
        self.fields["banner_article"].queryset = self.fields["pick"].queryset = ours
        for slot in self.instance.slots:
            self.fields[self.name_of(slot)] = forms.DateTimeField(
                label=_("Until"), required=False, widget=MOMENT, initial=until_of(slot)
            )

    @staticmethod
    def name_of(slot):
        return f"until-{slot['article']}"

    def clean(self):
        cleaned = super().clean()
        for name, until in list(cleaned.items()):
            is_new = name in self.changed_data and isinstance(until, datetime.datetime)
            if is_new and until <= timezone.now():
                self.add_error(name, PASSED)
        return cleaned

    def keep_untils(self):
        self.instance.slots = [
            {**slot, "until": front.slot_until(self.cleaned_data[self.name_of(slot)])}
            for slot in self.instance.slots
        ]


@admin.register(Front)
class FrontAdmin(admin.ModelAdmin):
    """Its list leads to the front in the user's language; there are no other pages of rows."""

    desk_order = 2

    def get_urls(self):
        def page(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"articles_front_{name}")

        return [
            page("", self.own_view, "changelist"),
            page("<slug:code>/", self.arrange_view, "arrange"),
            page("<slug:code>/preview/", self.preview_view, "preview"),
            page("<slug:code>/page/", self.page_view, "page"),
        ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        allowed = super().has_view_permission(request, obj)
        return allowed and rights.may(request.user, "arrange")

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and rights.may(request.user, "arrange")

    def own_view(self, request):
        self._check(request)
        return redirect("admin:articles_front_arrange", get_language())

    def arrange_view(self, request, code):
        self._check(request, code)
        draft = front.draft(code)
        if request.method != "POST":
            return self._page(request, draft, ArrangeForm(instance=draft))
        if "_discard" in request.POST or "_put_back" in request.POST:
            return self._replace(request, draft)
        if request.POST.get("number") != str(draft.number):
            return self._beside(request, code)
        if "_mine" in request.POST:
            draft.slots = _slots_of(request.POST)
        form = ArrangeForm(request.POST, instance=draft)
        if not form.is_valid():
            if "_mine" in request.POST:
                return self._beside(request, code)
            return self._page(request, front.draft(code), form)
        form.keep_untils()
        return self._act(request, draft, form)

    def _beside(self, request, code):
        """Somebody was quicker: what stands now, and before it the arrangement that was sent."""
        mine = FrontDraft(language=code, slots=_slots_of(request.POST))
        form = ArrangeForm(request.POST, instance=mine)
        form.is_valid()  # what is wrong, such as a moment that has passed, is left out
        try:
            _arrange(request.POST, mine, form.cleaned_data.get("pick"))
        except (front.NoPlace, Http404):
            pass
        draft = front.draft(code)
        messages.error(request, _told(STALE_TYPED, draft))
        return self._page(request, draft, ArrangeForm(instance=draft), mine=form)

    def preview_view(self, request, code):
        """The page in two widths; its button launches exactly what they show."""
        self._check(request, code)
        draft = front.draft(code)
        if request.method == "POST":
            if request.POST.get("number") != str(draft.number):
                return _stale(request, draft)
            try:
                return _launch(request, draft)
            except front.Stale:
                return _stale(request, draft)
        context = {**self._context(request, draft), "draft": draft, "title": _("Preview")}
        return render(request, "admin/articles/front/preview.html", context)

    def page_view(self, request, code):
        """The home page as the draft has it: for a frame of the desk, kept by nobody."""
        self._check(request, code)
        with translation.override(code):
            response = views.home_page(request, front.draft(code), preview=True)
        del response["Surrogate-Key"]
        let_the_desk_frame(response)
        response["X-Robots-Tag"] = "noindex, nofollow"
        add_never_cache_headers(response)
        return response

    def _check(self, request, code=None):
        if not self.has_change_permission(request):
            raise PermissionDenied
        if code is not None and code not in languages.NAMES:
            raise Http404

    def _context(self, request, draft):
        return {
            **self.admin_site.each_context(request),
            "subtitle": None,
            "opts": self.opts,
            "draft": draft,
            "differs": draft.arranged != front.current(draft.language).arranged,
            "code": draft.language,
            "language": languages.NAMES[draft.language],
            "names": languages.NAMES,
        }

    def _page(self, request, draft, form, *, mine=None):
        """`mine`: the form of an arrangement that came too late."""
        now = timezone.now()
        launched = list(
            Front.objects.newest(draft.language).select_related("launched_by")[: KEPT + 1]
        )
        ids = [*draft.shown_ids(now), *draft.article_ids]
        more = [pk for one in launched for pk in one.article_ids[:1]]
        stories = _stories([*ids, *more, *(mine.instance.article_ids if mine else ())])
        context = {
            **self._context(request, draft),
            "title": _("Home page"),
            "form": form,
            "cards": [_card(draft, place, stories, form, now) for place in range(len(draft.slots))],
            "is_full": len(draft.slots) >= front.PLACES,
            "banner": _banner(draft, stories, now),
            "current": launched[0] if launched else None,
            "earlier": [
                {
                    "front": one,
                    "lead": stories.get(next(iter(one.article_ids), None)),
                    "count": len(one.slots),
                }
                for one in launched[1:]
            ],
            "newest": _newest(draft, ids),
            "mine": mine and _mine(mine, stories),
        }
        return render(request, "admin/articles/front/arrange.html", context)

    def _act(self, request, draft, form):
        """The button that was pressed, after what was typed."""
        try:
            place = _arrange(request.POST, draft, form.cleaned_data["pick"])
            if "_launch" in request.POST:
                return _launch(request, draft)
            front.save(draft, by=request.user)
        except front.Stale:
            return self._beside(request, draft.language)
        except front.NoPlace:
            messages.warning(request, _("Every place is taken. Remove a story first."))
            place = ""
        if "_preview" in request.POST:
            return redirect("admin:articles_front_preview", draft.language)
        return redirect(f"{_address(draft)}{place}")

    def _replace(self, request, draft):
        """Discard, or take an earlier arrangement into the draft."""
        if request.POST.get("number") != str(draft.number):
            return _stale(request, draft)
        try:
            if "_discard" in request.POST:
                front.discard(draft, by=request.user)
                messages.success(request, _("The draft is as readers see it."))
            else:
                kept = Front.objects.filter(language=draft.language)
                asked = request.POST["_put_back"]
                one = get_object_or_404(kept, pk=asked if asked.isdecimal() else 0)
                front.put_back(draft, one, by=request.user)
                messages.success(request, _("Put back into the draft. Launch it if it is right."))
        except front.Stale:
            return _stale(request, draft)
        return redirect(_address(draft))


STEPS = {"_up": -1, "_down": 1, "_lead": -front.PLACES}


def _arrange(data, draft, picked):
    """Change the draft as the button says; the place on the page to come back to.

    Raises NoPlace.
    """
    names = [*STEPS, "_remove", "_add", "_banner"]
    name = next((name for name in names if data.get(name, "").isdecimal()), "")
    pk = int(data[name]) if name else 0
    if name in STEPS:
        draft.slots = front.moved(draft.slots, pk, STEPS[name])
        return f"#story-{pk}"
    if name == "_remove":
        draft.slots = front.without(draft.slots, pk)
        return "#places"
    if name == "_banner":
        draft.banner_article = get_object_or_404(Article, pk=pk, language=draft.language)
        return "#banner"
    if name == "_add":
        picked = get_object_or_404(Article, pk=pk, language=draft.language)
    if picked and (name == "_add" or "_pick" in data):
        draft.slots = front.added(draft.slots, picked)
        return f"#story-{picked.pk}"
    return ""


def _launch(request, draft):
    """Raises Stale."""
    front.launch(draft, by=request.user)
    messages.success(request, _("Launched. Readers see it now."))
    return redirect(_address(draft))


def _slots_of(data):
    """The slots of a form as it was sent: `until-7` and so on, in the order of the page."""
    ids = [name.removeprefix("until-") for name in data if name.startswith("until-")]
    ids = [int(pk) for pk in ids if pk.isdecimal() and len(pk) < 18]
    return [{"article": pk, "until": None} for pk in ids[: front.PLACES]]


def _mine(form, stories):
    """The arrangement that came too late: its stories in order, and what sends it once more."""
    mine = form.instance
    names = ["banner_text", "banner_until", *(form.name_of(slot) for slot in mine.slots)]
    typed = {name: "" if name in form.errors else form.data.get(name, "") for name in names}
    typed["banner_article"] = mine.banner_article_id or ""
    return {
        "banner": typed["banner_text"],
        "stories": [(pk, stories.get(pk)) for pk in mine.article_ids],
        "typed": typed,
    }


def _stale(request, draft):
    """Nothing was typed, or what was typed is to go."""
    messages.error(request, _told(STALE, front.draft(draft.language)))
    return redirect(_address(draft))


def _told(sentence, found):
    """The sentence, and who changed the draft when."""
    who = found.changed_by or found.changed_by_name
    when = languages.day_and_time(found.changed_at, get_language()) if found.changed_at else ""
    label = _("Changed by")
    return f"{sentence} {label}: {who or '–'}, {when}"


def _address(draft):
    return reverse("admin:articles_front_arrange", args=[draft.language])


def _stories(ids):
    found = standing.with_standing(Article.objects.filter(pk__in=ids)).defer("body")
    return {one.pk: one for one in found.select_related("section", "lead_photo")}


def _newest(draft, ids):
    """Live stories that are not on the page yet."""
    live = Edition.objects.live().in_language(draft.language).for_cards()
    found = live.exclude(article__in=ids).newest()[:NEWEST]
    return [{"edition": one, "thumbnail": _thumbnail(one)} for one in found]


def _thumbnail(story):
    return picker.thumbnail(story.lead_photo) if story and story.lead_photo else ""


def _card(draft, place, stories, form, now):
    slot = draft.slots[place]
    story = stories.get(slot["article"])
    until = until_of(slot)
    return {
        "pk": slot["article"],
        "story": story,
        "thumbnail": _thumbnail(story),
        "standing": standing.of(story, now) if story else None,
        "unseen": _unseen(draft, story) or ("" if is_open(until, now) else PASSED_HERE),
        "until": until,
        "field": form[ArrangeForm.name_of(slot)],
        "is_last": place == len(draft.slots) - 1,
    }


def _unseen(draft, story, *, in_banner=False):
    """Why readers would not see the story there; empty where they do."""
    if story is None:
        return _("The story is no longer there.")
    if not story.live_until or story.language != draft.language:
        return _("Readers do not see it yet.") if story.coming_from else _("Readers do not see it.")
    is_said = draft.has_banner() and not draft.banner_text
    if is_said and draft.banner_article_id == story.pk and not in_banner:
        return _("It stands in the urgent banner, and so not here.")
    return ""


def _banner(draft, stories, now):
    """What is to be said beside the fields of the banner."""
    if not draft.has_banner(now):
        is_over = draft.banner_until and (draft.banner_text or draft.banner_article_id)
        return {"unseen": PASSED_HERE if is_over else ""}
    story = stories.get(draft.banner_article_id)
    if draft.banner_text and not draft.banner_article_id:
        return {"unseen": "", "is_shown": True}
    return {"unseen": _unseen(draft, story, in_banner=True), "is_shown": True, "story": story}
