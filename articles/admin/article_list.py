"""The list of stories: picture, headline over one grey line, how it stands, when it was saved."""

import datetime

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from articles import front, publishing, rights
from articles.lists import EPOCH, MICROSECOND
from articles.models import BEFORE_PUBLICATION, HAS_CHANGES, Article, Edition
from newsroom import languages
from newsroom.lookup.history import ToldChanges
from newsroom.lookup.search import FoldedSearch
from newsroom.photos import picker

from . import moves, standing

Status = Article.Status
PIN_HOURS = 3
NOT_OUT = [*BEFORE_PUBLICATION, Status.SPIKED]
NO_PICTURE = format_html('<span class="{}" aria-hidden="true"></span>', "list-picture")


class StandingFilter(admin.SimpleListFilter):
    """By what the clock says, not only by what the row says."""

    title = gettext_lazy("status")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [
            ("draft", gettext_lazy("draft")),
            ("scheduled", gettext_lazy("scheduled")),
            ("live", gettext_lazy("published")),
            ("changed", gettext_lazy("changes not yet published")),
            ("off", gettext_lazy("taken down")),
            ("spiked", gettext_lazy("spiked")),
        ]

    def queryset(self, request, queryset):
        """Where few of many stand so, those few are looked up and the rest are not.

        What the clock says is asked of each story along the list (`with_standing`): as EXISTS,
        PostgreSQL would join it to all texts.
        """
        is_live = Q(live_until__isnull=False)
        asked = {
            "draft": Q(status__in=BEFORE_PUBLICATION),
            "scheduled": Q(pk__in=Edition.objects.coming().values("article")),
            "live": is_live,
            "changed": HAS_CHANGES & is_live,
            "off": Q(pk__in=Edition.objects.over().values("article")) & ~Q(status__in=NOT_OUT),
            "spiked": Q(status=Status.SPIKED),
        }.get(self.value())
        return queryset if asked is None else queryset.filter(asked)


class OlderFilter(admin.SimpleListFilter):
    """Goes on below the last story that a list would count to: microseconds since 1970 and id."""

    title = gettext_lazy("saved")
    parameter_name = "before"

    def lookups(self, request, model_admin):
        place = _place(self.value())
        if not place:
            return []
        return [(self.value(), f"≤ {languages.day_and_time(place[0], get_language())}")]

    def queryset(self, request, queryset):
        place = _place(self.value())
        if not place:
            return queryset
        moment, pk = place
        below = Q(saved_at__lt=moment) | Q(pk__lt=pk)
        return queryset.filter(below, saved_at__lte=moment)


def _place(text):
    moment, _, pk = (text or "").partition("-")
    if not (moment.isdecimal() and pk.isdecimal() and len(moment) < 18 and len(pk) < 18):
        return None
    return EPOCH + int(moment) * MICROSECOND, int(pk)


class PracticeFilter(admin.SimpleListFilter):
    """Stories for practice, which are not in the list unless they are asked for."""

    title = gettext_lazy("for practice")
    parameter_name = "practice"

    def lookups(self, request, model_admin):
        return [("yes", gettext_lazy("for practice"))]

    def choices(self, changelist):
        [everything, practice] = super().choices(changelist)
        return [{**everything, "display": gettext_lazy("not for practice")}, practice]

    def queryset(self, request, queryset):
        return queryset.filter(is_practice=self.value() == "yes")


class StoryChangeList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters)
        return found.select_related("section", "lead_photo", "saved_by").defer(
            "body", "search_text"
        )

    @property
    def older_url(self):
        """Where the list goes on behind its last page."""
        stories = list(self.result_list)
        if not (self.paginator.is_more and stories and self.page_num == self.paginator.num_pages):
            return None
        last = stories[-1]
        place = f"{(last.saved_at - EPOCH) // MICROSECOND}-{last.pk}"
        return self.get_query_string({OlderFilter.parameter_name: place}, ["p"])


class ArticleList(ToldChanges, FoldedSearch):
    """The part of ArticleAdmin that lists."""

    list_display = ["picture", "story_line", "standing_mark", "saved"]
    list_display_links = ["story_line"]
    list_filter = [
        StandingFilter,
        "section",
        "language",
        "kind",
        "urgent",
        PracticeFilter,
        OlderFilter,
    ]
    list_per_page = 25
    show_facets = admin.ShowFacets.NEVER
    actions = [
        "publish", "take_down", "spike",
        "make_urgent", "not_urgent", "make_lead", "not_lead", "pin",
    ]  # fmt: skip

    def get_changelist(self, request, **kwargs):
        return StoryChangeList

    def get_actions(self, request):
        """Stories are not deleted by the dozen; each verb says no by itself."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description=gettext_lazy("photo"))
    def picture(self, article):
        address = picker.thumbnail(article.lead_photo) if article.lead_photo else ""
        if not address:
            return NO_PICTURE
        return format_html('<img class="list-picture" src="{}" alt="" loading="lazy">', address)

    @admin.display(description=gettext_lazy("story"))
    def story_line(self, article):
        marks = [
            word
            for is_on, word in (
                (article.urgent, _("urgent")),
                (article.is_lead, _("lead story")),
                (article.pinned_until and article.pinned_until > timezone.now(), _("pinned")),
            )
            if is_on
        ]
        facts = [
            article.section and str(article.section),
            article.language_name,
            article.get_kind_display(),
            article.saved_by and str(article.saved_by),
        ]
        return format_html(
            '<span class="list-headline" lang="{}">{}</span>{}<span class="list-facts">{}</span>',
            article.language,
            article.headline,
            format_html_join("", ' <span class="list-mark">{}</span>', ([mark] for mark in marks)),
            " · ".join(filter(None, facts)),
        )

    @admin.display(description=gettext_lazy("status"))
    def standing_mark(self, article):
        stands = standing.of(article)
        return format_html(
            '<span class="standing standing-{}">{}</span>{}',
            stands.state,
            stands.label,
            format_html_join("", '<span class="list-facts">{}</span>', ([n] for n in stands.notes)),
        )

    @admin.display(description=gettext_lazy("saved"), ordering="saved_at")
    def saved(self, article):
        return languages.day_and_time(article.saved_at, get_language())

    # Actions: a verb for each story; what one of them cannot is told and does not stop the others.

    def has_publish_permission(self, request):
        return rights.may(request.user, "publish")

    def has_spike_permission(self, request):
        return rights.may(request.user, "spike")

    def has_feature_permission(self, request):
        return rights.may(request.user, "feature")

    def _for_each(self, request, queryset, verb):
        done = 0
        for article in queryset.order_by("pk"):
            try:
                verb(article)
                done += 1
            except moves.FAULTS as fault:
                text = f"{article.headline}: {moves.sentence(fault)}"
                self.message_user(request, text, messages.WARNING)
        if done:
            text = ngettext("Done for %(count)d story.", "Done for %(count)d stories.", done)
            self.message_user(request, text % {"count": done}, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Publish now"), permissions=["publish"])
    def publish(self, request, queryset):
        self._for_each(
            request, queryset, lambda article: publishing.publish(article, by=request.user)
        )

    @admin.action(description=gettext_lazy("Take down"), permissions=["publish"])
    def take_down(self, request, queryset):
        self._for_each(
            request, queryset, lambda article: publishing.withdraw(article, by=request.user)
        )

    @admin.action(description=gettext_lazy("Do not publish (drafts)"), permissions=["spike"])
    def spike(self, request, queryset):
        self._for_each(
            request, queryset, lambda article: publishing.spike(article, by=request.user)
        )

    def _feature(self, request, queryset, **marks):
        self._for_each(
            request,
            queryset,
            lambda article: publishing.feature(article, by=request.user, **marks),
        )

    @admin.action(description=gettext_lazy("Mark as urgent"), permissions=["feature"])
    def make_urgent(self, request, queryset):
        self._feature(request, queryset, urgent=True)

    @admin.action(description=gettext_lazy("No longer urgent"), permissions=["feature"])
    def not_urgent(self, request, queryset):
        self._feature(request, queryset, urgent=False)

    @admin.action(description=gettext_lazy("Make it the lead story"), permissions=["feature"])
    def make_lead(self, request, queryset):
        self._feature(request, queryset, is_lead=True)
        codes = set(queryset.values_list("language", flat=True))
        if any(front.has_lead(code) for code in codes):
            text = _("The lead of the home page was arranged by hand and stays: see Home page.")
            self.message_user(request, text, messages.WARNING)

    @admin.action(description=gettext_lazy("No longer the lead story"), permissions=["feature"])
    def not_lead(self, request, queryset):
        self._feature(request, queryset, is_lead=False)

    @admin.action(description=gettext_lazy("Pin for 3 hours"), permissions=["feature"])
    def pin(self, request, queryset):
        until = timezone.now() + datetime.timedelta(hours=PIN_HOURS)
        self._feature(request, queryset, pinned_until=until)
