"""Tags: their other names, and several made one after a look at what would happen."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import merging
from articles.models import Article, Edition, MergedTag, Tag
from articles.models.tags import ALIASES
from newsroom import languages
from newsroom.lookup.paging import told

from .named import NamedAdmin
from .picks import PickMany

AT_ONCE = 50  # tags


class TagForm(forms.ModelForm):
    """Where a word means another tag already, the fault leads there."""

    class Meta:
        model = Tag
        fields = ()  # the admin names them

    def add_error(self, field, error):
        known = getattr(error, "error_dict", None)
        for one in [one for some in known.values() for one in some] if known else ():
            if one.code == "twin":
                one.message, one.params = self._twin(one.message, one.params["tag"]), None
        super().add_error(field, error)

    def _twin(self, sentence, tag):
        address = reverse("admin:articles_tag_change", args=[tag.pk])
        link = format_html('<a href="{}">{}</a>', address, tag)
        said = format_html(str(sentence).replace("%(tag)s", "{}"), link)
        if self.instance.pk is None:
            return said
        both = merge_address([self.instance.pk, tag.pk])
        return format_html('{} <a href="{}">{}</a>', said, both, _("Merge…"))


def merge_address(tags):
    return f"{reverse('admin:articles_tag_merge')}?{urlencode({'tag': tags}, doseq=True)}"


@admin.register(Tag)
class TagAdmin(NamedAdmin):
    form = TagForm
    desk_order = 3
    own_fields = ALIASES
    used_in = [(Article, "tags"), (Edition, "tags")]
    actions = ["merge"]
    change_form_template = "admin/articles/tag/change_form.html"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ALIASES:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        extra_context = {**(extra_context or {}), "may_merge": merging.may(request.user)}
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:  # a colleague took a word meanwhile: now the form finds it, and says
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_urls(self):
        address = path(
            "merge/", self.admin_site.admin_view(self.merge_view), name="articles_tag_merge"
        )
        return [address, *super().get_urls()]

    def has_merge_permission(self, request):
        return merging.may(request.user)

    @admin.action(description=gettext_lazy("Merge…"), permissions=["merge"])
    def merge(self, request, queryset):
        return redirect(merge_address(queryset.values_list("pk", flat=True)[: AT_ONCE + 1]))

    def merge_view(self, request):
        """GET shows what would happen, POST does it."""
        if not merging.may(request.user):
            raise PermissionDenied
        asked = Asked(request.POST or request.GET, self.get_queryset(request))
        if request.method == "POST":
            return self._merge(request, asked)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge tags"),
            "opts": self.opts,
            "asked": asked,
            "media": self.media + asked.picker.media,
            "most": AT_ONCE,
        }
        if asked.goes and not asked.too_many:
            context |= _preview(asked)
        return render(request, "admin/articles/tag/merge.html", context)

    def _merge(self, request, asked):
        try:
            if asked.missing or not asked.goes or asked.too_many:
                raise merging.Gone({})
            tag = merging.merge(asked.stays, asked.goes, by=request.user, names=asked.names)
        except merging.Gone:
            messages.error(
                request,
                _("Meanwhile somebody merged or deleted one of these tags. Nothing was changed."),
            )
            return redirect(Asked(request.POST, self.get_queryset(request)).address)
        messages.success(request, _("The tags are one now."))
        return redirect("admin:articles_tag_change", tag.pk)


class Asked:
    """What a request names: tags, which of them stays, whose names are kept.

    `rows` are tags with their `use_count`. Without a choice the most used one stays.
    """

    def __init__(self, sent: QueryDict, rows):
        ids = [int(one) for one in sent.getlist("tag") if _is_number(one)]
        known = rows.in_bulk(ids)
        self.missing = [pk for pk in ids if pk not in known]
        if self.missing:  # what they became stands in their place
            merged = MergedTag.now(self.missing)
            ids = [merged.get(pk, pk) for pk in ids]
            known = rows.in_bulk(ids)
        self.tags = [known[pk] for pk in dict.fromkeys(ids) if pk in known]
        self.too_many = len(self.tags) > AT_ONCE
        stays = sent.get("stays", "")
        chosen = [tag for tag in self.tags if str(tag.pk) == stays]
        most_used = sorted(self.tags, key=lambda tag: -tag.use_count)
        self.stays = next(iter([*chosen, *most_used]), None)
        self.goes = [tag for tag in self.tags if tag is not self.stays]
        kept = {code: sent.get(f"name_{code}", "") for code in languages.LANGUAGES}
        self.names = {code: int(one) for code, one in kept.items() if _is_number(one)}
        self.address = merge_address([tag.pk for tag in self.tags])

    @property
    def picker(self):
        return PickMany(Article._meta.get_field("tags"), ask="articles_tag_pick")

    @property
    def field(self):
        """The tags, to be chosen by typing."""
        picker = self.picker
        picker.choices = forms.ModelChoiceField(Tag.objects.all(), required=False).choices
        return picker.render("tag", [str(tag.pk) for tag in self.tags], {"id": "id_tag"})

    @property
    def choices(self):
        """(tag, its names in the other languages, how often it is used, whether it stays)."""
        for tag in self.tags:
            names = dict.fromkeys(filter(None, map(tag.name, languages.LANGUAGES)))
            others = " · ".join(name for name in names if name != str(tag))
            yield tag, others, told(tag.use_count), tag is self.stays

    @property
    def conflicts(self):
        """(language code, its name, [(value, name, whether it is kept)]).

        The name of the tag that stays has no value: whichever stays, its own is not chosen but had.
        """
        for code in languages.LANGUAGES:
            named = [tag for tag in [self.stays, *self.goes] if tag.name(code)]
            if len({tag.name(code) for tag in named}) > 1:
                kept = next((tag for tag in named if tag.pk == self.names.get(code)), named[0])
                rows = [
                    ("" if tag is named[0] else tag.pk, tag.name(code), tag is kept)
                    for tag in named
                ]
                yield code, languages.NAMES[code], rows


def _is_number(text):
    return text.isdecimal() and len(text) < 19


def _preview(asked):
    found = merging.outcome(asked.stays, asked.goes, names=asked.names)
    moved = merging.moves(asked.stays, asked.goes)
    return {
        "outcome": found,
        "names": [
            (languages.NAMES[code], code, found.tag.name(code))
            for code in languages.LANGUAGES
            if found.tag.name(code)
        ],
        "counts": [
            (_("Published"), told(moved["out"])),
            (_("Scheduled"), told(moved["coming"])),
            (_("Drafts"), told(moved["drafts"])),
            (_("Earlier texts"), told(moved["earlier"])),
        ],
        "both": told(moved["both"]) if moved["both"] else "",
    }
