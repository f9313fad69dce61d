"""What stands around the stories: partners, the site's own words, short links."""

from django import forms
from django.contrib import admin
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import addresses
from articles.models import (
    Article,
    Author,
    Edition,
    PartnerItem,
    ShortLink,
    SiteSettings,
    Source,
)
from newsroom import languages
from newsroom.lookup.history import ToldChanges
from newsroom.lookup.paging import BoundedPaginator
from newsroom.lookup.search import FoldedSearch, newest_hits
from newsroom.pagecache import changes
from newsroom.photos import picker
from newsroom.photos.admin import CreditAdmin, PhotoAdmin
from newsroom.photos.picker import PhotoField

from . import pictures
from .form import OVERRIDES

# The photo room knows nothing of stories: it is told here who uses its rows.
PhotoAdmin.used_in += [
    (Article, "photos"),
    (Edition, "photos"),
    (Author, "portrait"),
    (PartnerItem, "picture"),
    (SiteSettings, "logo"),
]
CreditAdmin.used_in += [(Source, "default_credit")]


class OnEveryPage:
    """For a ModelAdmin of what every public page shows."""

    formfield_overrides = OVERRIDES

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("picture", "logo"):
            return db_field.formfield(form_class=PhotoField, **kwargs)
        if db_field.name in ("shown_from", "shown_until"):
            kwargs["help_text"] = _("Almaty time")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        before = self.model._base_manager.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        pictures.let_go(pictures.of(before) - self.pictures_shown(obj))

    def pictures_shown(self, obj):
        """Keys of its pictures that readers see now."""
        return pictures.of(obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        changes.log(["site"])

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        changes.log(["site"])
        pictures.let_go(pictures.of(obj))

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)


@admin.register(PartnerItem)
class PartnerItemAdmin(OnEveryPage, ToldChanges, FoldedSearch, admin.ModelAdmin):
    """It comes and goes by the clock, so pages change at these moments too."""

    list_display = ["thumbnail", "title_line", "language", "shown_from", "shown_until", "order"]
    list_display_links = ["title_line"]
    list_filter = ["language"]
    list_select_related = ["picture"]
    fields = ["language", "title", "url", "picture", "order", "shown_from", "shown_until"]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        item, now = form.instance, timezone.now()
        for moment in (item.shown_from, item.shown_until):
            if moment and moment > now:
                changes.log(["site"], due_at=moment)
        if item.shown_until and item.shown_until > now:
            pictures.let_go(pictures.of(item), at=item.shown_until)

    def pictures_shown(self, obj):
        return super().pictures_shown(obj) if obj.is_shown(timezone.now()) else set()

    @admin.display(description=_("picture"))
    def thumbnail(self, item):
        address = picker.thumbnail(item.picture) if item.picture else ""
        return format_html('<img class="list-picture" src="{}" alt="">', address) if address else ""

    @admin.display(description=_("title"), ordering="title")
    def title_line(self, item):
        return format_html(
            '<span class="list-name" lang="{}">{}</span><span class="list-facts">{}</span>',
            item.language,
            item.title,
            item.url,
        )


@admin.register(SiteSettings)
class SiteSettingsAdmin(OnEveryPage, ToldChanges, admin.ModelAdmin):
    """One row: its list and its "add" lead to it."""

    def get_fieldsets(self, request, obj=None):
        of_languages = [
            (
                languages.NAMES[code],
                {
                    "fields": [
                        f"{part}_{code}" for part in ("name", "description", "contacts", "imprint")
                    ]
                },
            )
            for code in languages.LANGUAGES
        ]
        rest = [
            (_("Logo"), {"fields": ["logo"]}),
            (_("Robots"), {"fields": ["ai_crawlers"]}),
            (_("Night shift"), {"fields": [("night_from", "night_until")]}),
        ]
        return [*of_languages, *rest]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name.startswith(("contacts_", "imprint_")):
            kwargs["widget"] = forms.Textarea(attrs={"rows": 4})
        if db_field.name.startswith("description_"):
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:articles_sitesettings_change", 1)

    def add_view(self, request, form_url="", extra_context=None):
        return redirect("admin:articles_sitesettings_change", 1)

    def get_object(self, request, object_id, from_field=None):
        """The row comes into being when it is first opened by somebody who may change it."""
        if object_id == "1" and self.has_change_permission(request):
            SiteSettings.objects.get_or_create(pk=1)
        return super().get_object(request, object_id, from_field)


@admin.register(ShortLink)
class ShortLinkAdmin(admin.ModelAdmin):
    """Read only: a short link is made at the first publication and never changes."""

    list_display = ["address", "article", "made_at"]
    list_display_links = None  # the address is a link itself
    list_select_related = ["article"]
    search_fields = ["code"]
    fields = ["address", "article", "made_at"]
    readonly_fields = fields
    ordering = ["-pk"]
    paginator = BoundedPaginator
    show_full_result_count = False

    @admin.display(description=_("short link"), ordering="code")
    def address(self, link):
        url = addresses.absolute(link.get_absolute_url())
        return format_html('<a href="{}">{}</a>', url, url)

    @admin.display(description=_("made at"))
    def made_at(self, link):
        return link.created_at

    def get_search_results(self, request, queryset, search_term):
        by_code = queryset.filter(code=search_term.strip())
        if not languages.fold(search_term) or by_code.exists():
            return by_code, False
        stories = newest_hits(Article.objects.all(), search_term)
        return queryset.filter(article__in=stories), False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
