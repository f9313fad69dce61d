"""Old addresses at the desk: how much each is used, and many at once from a CSV file."""

import datetime
import secrets

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles import paths, redirect_files, redirects
from articles.models import Article, Redirect
from newsroom import languages
from newsroom.lookup.history import ToldChanges
from newsroom.lookup.search import FoldedSearch
from newsroom.pagecache import changes
from newsroom.staff import audit

LARGEST = 30 * 1024 * 1024  # bytes of a file; 100,000 lines have about ten
SHOWN = 100  # refused lines on the page
KEPT = "redirects-to-import"  # where an uploaded file waits for the second button
A_DAY = datetime.timedelta(days=1)  # how long it waits


class UseFilter(admin.SimpleListFilter):
    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request, model_admin):
        return [
            ("never", gettext_lazy("never used")),
            ("month", gettext_lazy("used in the last 30 days")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "never":
            return queryset.filter(hits=0)
        if self.value() == "month":
            return queryset.filter(last_hit_at__gte=timezone.now() - 30 * A_DAY)
        return queryset


class RedirectForm(forms.ModelForm):
    """Refuses by hand what an import refuses."""

    def clean(self):
        cleaned = super().clean()
        old, story = cleaned.get("old_path"), cleaned.get("article")
        new = story.pk if story else cleaned.get("new_path")
        if old and new and not (story and cleaned.get("new_path")):
            report = redirects.lead_many([redirects.Lead(old, new)], dry_run=True)
            field_of_new = "article" if story else "new_path"
            for fault in report.faults:
                self.add_error("old_path" if fault.column == "old" else field_of_new, fault.reason)
        return cleaned


@admin.register(Redirect)
class RedirectAdmin(ToldChanges, FoldedSearch, admin.ModelAdmin):
    form = RedirectForm
    list_display = ["old_path", "target", "hits", "last_used", "added"]
    list_filter = [UseFilter]
    list_per_page = 50
    list_select_related = ["article"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    autocomplete_fields = ["article"]
    fields = ["old_path", "new_path", "article"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("article__body", "article__search_text")

    def get_search_results(self, request, queryset, search_term):
        """An address may be pasted as browsers copy it."""
        try:
            search_term = paths.old_path(search_term)
        except ValueError:
            pass  # a word
        return super().get_search_results(request, queryset, search_term)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A story is chosen here and written elsewhere."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "article":
            field.widget.can_add_related = field.widget.can_change_related = False
        return field

    @admin.display(description=gettext_lazy("leads to"))
    def target(self, redirect_row):
        return redirect_row.article or redirect_row.new_path

    @admin.display(description=gettext_lazy("last hit"), ordering="last_hit_at")
    def last_used(self, redirect_row):
        moment = redirect_row.last_hit_at
        return languages.day_and_time(moment, get_language()) if moment else "–"

    @admin.display(description=gettext_lazy("added at"), ordering="created_at")
    def added(self, redirect_row):
        return languages.day_and_time(redirect_row.created_at, get_language())

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        redirects.lead(obj.old_path, obj.article_id or obj.new_path)
        changes.log(["redirects"])

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        changes.log(["redirects"])

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        changes.log(["redirects"])

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name="articles_redirect_import"),
            path("export/", view(self.export_view), name="articles_redirect_export"),
            *super().get_urls(),
        ]

    def may_import(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def changelist_view(self, request, extra_context=None):
        more = {"may_import": self.may_import(request), **(extra_context or {})}
        return super().changelist_view(request, more)

    def export_view(self, request):
        """What the list shows, filters and all, as a file that can be imported again."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_changelist_instance(request).get_queryset(request)
        lines = redirect_files.written(rows.iterator(chunk_size=2000))
        headers = {"Content-Disposition": 'attachment; filename="redirects.csv"'}
        return StreamingHttpResponse(lines, "text/csv; charset=utf-8", headers=headers)

    def import_view(self, request):
        """A file is looked at without writing anything; the second button writes it."""
        if not self.may_import(request):
            raise PermissionDenied
        context = {"form": UploadForm()}
        if "kept" in request.POST:
            if (report := self._import_kept(request)) and not report.faults:
                return redirect("admin:articles_redirect_changelist")
            context |= _told(report, written=True) if report else {}
        elif request.method == "POST":
            context["form"] = form = UploadForm(request.POST, request.FILES)
            if form.is_valid():
                context |= _told(form.report) | {"kept": _keep(form.cleaned_data["file"], request)}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import CSV"),
            "subtitle": None,
            "opts": self.opts,
            **context,
        }
        return render(request, "admin/articles/redirect/import.html", context)

    def _import_kept(self, request):
        """The Report of a file that was looked at before; None where it is no longer there."""
        try:
            kept = signing.loads(request.POST["kept"], salt=KEPT, max_age=A_DAY)
            if kept["user"] != request.user.pk:
                raise PermissionDenied
            with default_storage.open(kept["file"]) as file:
                report = redirects.lead_many(redirect_files.read(file))
        except (signing.BadSignature, FileNotFoundError):
            text = _("The file is no longer here and nothing was changed. Please upload it again.")
            messages.error(request, text)
            return None
        default_storage.delete(kept["file"])
        told = " · ".join(f"{label}: {number}" for label, number in _counts(report))
        messages.success(request, told)
        audit.note("file.brought", f"{kept['name']} · {told}")
        LogEntry.objects.create(
            user=request.user,
            content_type=get_content_type_for_model(Redirect),
            object_repr=f"{kept['name']} · {told}"[:200],
            action_flag=CHANGE,
        )
        return report


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "In UTF-8, two columns: old, new. The new address is a path, a full address of this "
            "site, or article:7 for the story with that number."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )

    def clean_file(self):
        """Looks at it as well: what a dry run reports is in `report`."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            text = _("The file is larger than %(size)s MB. Divide it, or ask for import_redirects.")
            raise forms.ValidationError(text % {"size": LARGEST // 2**20})
        try:
            self.report = redirects.lead_many(redirect_files.read(file), dry_run=True)
        except redirect_files.Unreadable as fault:
            raise forms.ValidationError(str(fault)) from fault
        return file


def _keep(file, request):
    """Keep the file until the second button is pressed; the word that the button sends."""
    file.seek(0)
    if default_storage.exists(KEPT):
        for name in default_storage.listdir(KEPT)[1]:
            if default_storage.get_modified_time(f"{KEPT}/{name}") < timezone.now() - A_DAY:
                default_storage.delete(f"{KEPT}/{name}")
    name = default_storage.save(f"{KEPT}/{secrets.token_hex(16)}.csv", file)
    kept = {"file": name, "user": request.user.pk, "name": file.name}
    return signing.dumps(kept, salt=KEPT)


def _told(report, *, written=False):
    stories = {new for _old, new in report.first if isinstance(new, int)}
    stories = Article.objects.only("headline").in_bulk(stories)
    return {
        "first": [(old, stories.get(new, new)) for old, new in report.first],
        "report": report,
        "counts": _counts(report),
        "faults": report.faults[:SHOWN],
        "more_faults": len(report.faults[SHOWN:]),
        "doubts": report.doubts[: SHOWN // 5],
        "more_doubts": len(report.doubts[SHOWN // 5 :]),
        "written": written,
        "is_anything": report.made or report.changed or report.folded,
    }


def _counts(report):
    return [
        (_("Added"), report.made),
        (_("Changed"), report.changed),
        (_("Folded"), report.folded),
        (_("As before"), report.same),
        (_("Refused lines"), len(report.faults)),
    ]
