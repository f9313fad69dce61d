"""Sections, sources, authors, programmes, pages: a name and an address per language."""

from django import forms
from django.contrib import admin
from django.db import transaction
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from articles import addresses, body, desk, editor, gate
from articles.models import (
    Article,
    AttributionPhrase,
    Author,
    Edition,
    Page,
    Programme,
    Section,
    Source,
)
from articles.views.shell import named_urls
from newsroom import languages
from newsroom.lookup.history import ToldChanges
from newsroom.lookup.in_use import InUse
from newsroom.lookup.search import FoldedSearch
from newsroom.pagecache import changes
from newsroom.photos.models import file_keys
from newsroom.photos.picker import PhotoField

from . import letters, pickers, pictures
from .form import OVERRIDES


class NamedAdmin(InUse, ToldChanges, FoldedSearch, admin.ModelAdmin):
    """What all of them have in common."""

    list_display = ["name_line", "in_languages", "uses"]
    list_per_page = 50
    formfield_overrides = OVERRIDES
    view_on_site = False  # there is a page per language: see public_pages
    readonly_fields = ["public_pages", "where_used"]
    own_fields = ()
    names_title = gettext_lazy("Names")

    def get_fieldsets(self, request, obj=None):
        own = [(None, {"fields": self.own_fields})] if self.own_fields else []
        looks = [(gettext_lazy("On the site"), {"fields": self.readonly_fields})] if obj else []
        return [
            (self.names_title, {"fields": [f"name_{code}" for code in languages.LANGUAGES]}),
            *own,
            (
                gettext_lazy("Addresses"),
                {
                    "fields": [f"slug_{code}" for code in languages.LANGUAGES],
                    "description": gettext_lazy(
                        "Left empty, an address is made from the name. A changed address keeps "
                        "answering: it leads to the new one."
                    ),
                },
            ),
            (
                gettext_lazy("Introductions"),
                {
                    "fields": [f"intro_{code}" for code in languages.LANGUAGES],
                    "classes": ["collapse"],
                },
            ),
            *looks,
        ]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name.startswith("intro_"):
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        if db_field.name in ("portrait", "picture", "logo"):
            return db_field.formfield(form_class=PhotoField, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("name"), ordering="sort_key")
    def name_line(self, obj):
        others = [obj.name(code) for code in languages.LANGUAGES if obj.name(code)]
        others = [name for name in dict.fromkeys(others) if name != str(obj)]
        return format_html(
            '<span class="list-name">{}</span><span class="list-facts">{}</span>',
            obj,
            " · ".join(others),
        )

    @admin.display(description=gettext_lazy("on the site"))
    def in_languages(self, obj):
        return _links(obj, names={code: code for code in languages.LANGUAGES})

    @admin.display(description=gettext_lazy("public pages"))
    def public_pages(self, obj):
        return _links(obj, names=languages.NAMES)

    def get_urls(self):
        name, view = f"articles_{self.opts.model_name}", self.admin_site.admin_view
        return [
            path("pick/", view(self.pick_view), name=f"{name}_pick"),
            path("<int:pk>/letters/", view(self.letters_view), name=f"{name}_letters"),
            *super().get_urls(),
        ]

    def pick_view(self, request):
        return pickers.named(self, request)

    def letters_view(self, request, pk):
        return letters.mend(self, request, pk)

    def save_model(self, request, obj, form, change):
        before = self.model._base_manager.get(pk=obj.pk) if change else None
        self.write(obj)
        pictures.let_go(pictures.of(before) - pictures.of(obj))
        if obj.page:
            addresses.remember(before, obj)

    def write(self, obj):
        obj.save()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        changes.log([*form.instance.cache_keys(), "site", "redirects"])

    def delete_model(self, request, obj):
        keys, shown = [*obj.cache_keys(), "site"], pictures.of(obj)
        super().delete_model(request, obj)
        changes.log(keys)
        pictures.let_go(shown)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)


def _links(obj, *, names):
    urls = named_urls(obj) if obj and obj.page else {}
    return (
        format_html_join(
            " ",
            '<a class="language-link" href="{}" lang="{}" target="_blank" rel="noopener">{}</a>',
            ((url, code, names[code]) for code, url in urls.items()),
        )
        or "–"
    )


@admin.register(Section)
class SectionAdmin(NamedAdmin):
    desk_order = 4
    list_display = ["name_line", "in_languages", "order", "uses"]
    own_fields = ("order", "editors", "needs_approval", "strict_checks")
    used_in = [(Article, "section"), (Edition, "section")]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "strict_checks":
            return forms.MultipleChoiceField(
                label=capfirst(db_field.verbose_name),
                help_text=db_field.help_text,
                choices=list(gate.ADVICE.items()),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field and db_field.name == "editors":
            field.queryset = field.queryset.filter(is_active=True).order_by("last_name", "username")
            field.widget = forms.CheckboxSelectMultiple(choices=field.choices)
            field.help_text = db_field.help_text
        return field


class PhraseInline(admin.StackedInline):
    model = AttributionPhrase
    extra = 1
    fields = [("language", "phrase", "order")]

    def _as_source(self, request, verb):
        return request.user.has_perm(f"articles.{verb}_source")

    def has_view_permission(self, request, obj=None):
        return self._as_source(request, "view")

    def has_add_permission(self, request, obj=None):
        return self._as_source(request, "change" if obj else "add")

    def has_change_permission(self, request, obj=None):
        return self._as_source(request, "change")

    def has_delete_permission(self, request, obj=None):
        return self._as_source(request, "change")


@admin.register(Source)
class SourceAdmin(NamedAdmin):
    desk_order = 2
    list_display = ["name_line", "kind", "in_languages", "uses"]
    list_filter = ["kind"]
    own_fields = ("kind", "site_url", "default_credit", "contacts")
    autocomplete_fields = ["default_credit"]
    inlines = [PhraseInline]
    used_in = [(Article, "sources"), (Edition, "sources")]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "contacts":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_deleted_objects(self, objs, request):
        """The phrases go with their source; no permission of their own stands in the way."""
        deleted, count, needed, protected = super().get_deleted_objects(objs, request)
        needed.discard(AttributionPhrase._meta.verbose_name)
        return deleted, count, needed, protected


@admin.register(Author)
class AuthorAdmin(NamedAdmin):
    desk_order = 5
    own_fields = ("user", "portrait")
    used_in = [(Article, "authors"), (Edition, "authors")]
    names_title = gettext_lazy("Full name")
    labels = {
        "name_kk": gettext_lazy("full name in Kazakh"),
        "name_ru": gettext_lazy("full name in Russian"),
        "name_en": gettext_lazy("full name in English"),
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in self.labels:
            kwargs["label"] = capfirst(self.labels[db_field.name])
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=gettext_lazy("full name"), ordering="sort_key")
    def name_line(self, obj):
        return super().name_line(obj)


@admin.register(Programme)
class ProgrammeAdmin(NamedAdmin):
    list_display = ["name_line", "uses"]
    used_in = [(Article, "programme"), (Edition, "programme")]
    readonly_fields = ["where_used"]


def page_text(code):
    """The field of a page's text in one language."""
    label = capfirst(Page._meta.get_field(f"body_{code}").verbose_name)
    return body.BodyField(label=label, required=False, widget=editor.widget())


class PageForm(forms.ModelForm):
    body_kk = page_text("kk")
    body_ru = page_text("ru")
    body_en = page_text("en")

    class Meta:
        model = Page
        fields = ()  # the admin names them


@admin.register(Page)
class PageAdmin(NamedAdmin):
    form = PageForm
    list_display = ["name_line", "in_languages", "order"]
    readonly_fields = ["public_pages"]
    own_fields = ("body_kk", "body_ru", "body_en", "order")

    def write(self, obj):
        desk.save_page(obj)

    def delete_model(self, request, obj):
        shown = file_keys(obj.photo_links.values_list("photo_id", flat=True))
        super().delete_model(request, obj)
        pictures.let_go(shown)
