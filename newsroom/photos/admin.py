"""The photo library at the desk, and the addresses that its picker and signed-in pages use."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from newsroom import languages
from newsroom.lookup.history import ToldChanges, labels
from newsroom.lookup.in_use import InUse
from newsroom.lookup.search import FoldedSearch, newest_hits
from newsroom.pagecache import changes
from newsroom.pagecache.models import Change
from newsroom.photos import library, picker
from newsroom.photos.forms import PhotoFileField
from newsroom.photos.models import Credit, Photo

AT_ONCE = 24  # photos of one answer to the picker
DAY = 24 * 3600  # seconds


class NewPhotoForm(forms.ModelForm):
    file = PhotoFileField(label=gettext_lazy("Photo"))

    class Meta:
        model = Photo
        fields = ()


class PhotoForm(forms.ModelForm):
    """The focal point is clicked on the picture (focal.js) or typed as two shares of it."""

    class Meta:
        model = Photo
        fields = ["credit", "caption", "alt_kk", "alt_ru", "alt_en", "rights", "focal_x", "focal_y"]
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 2}),
            "rights": forms.Textarea(attrs={"rows": 2}),
            **{
                f"alt_{code}": forms.Textarea(attrs={"rows": 2, "lang": code})
                for code in languages.LANGUAGES
            },
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 1, "step": "any"}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 1, "step": "any"}),
        }


@admin.register(Photo)
class PhotoAdmin(InUse, ToldChanges, FoldedSearch, admin.ModelAdmin):
    desk_order = 10
    used_in = []  # upper rooms say who uses photos
    form = PhotoForm
    list_display = ["thumbnail", "words_line", "credit", "size", "uses", "uploaded_at"]
    list_display_links = ["words_line"]
    list_select_related = ["credit"]
    list_per_page = 30
    autocomplete_fields = ["credit"]
    readonly_fields = ["picture", "where_used", "size", "uploaded_by", "uploaded_at"]
    words_fields = ["credit", "caption", "alt_kk", "alt_ru", "alt_en", "rights"]

    class Media:
        js = ["newsroom/admin/focal.js"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = NewPhotoForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["file", *self.words_fields]})]
        return [
            (None, {"fields": ["picture", ("focal_x", "focal_y")]}),
            (gettext_lazy("Words"), {"fields": self.words_fields}),
            (
                gettext_lazy("In the library"),
                {"fields": ["where_used", "size", "uploaded_by", "uploaded_at"]},
            ),
        ]

    def get_urls(self):
        def page(route, view, name):
            return path(route, self.admin_site.admin_view(view), name=f"photos_photo_{name}")

        return [
            page("file/<str:token>/<str:name>", self.file_view, "file"),
            page("library/", require_GET(self.library_view), "library"),
            page("upload/", require_POST(self.upload_view), "upload"),
            page("words/", require_POST(self.words_view), "words"),
            *super().get_urls(),
        ]

    # Lists

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, photo):
        return format_html(
            '<img class="list-picture" src="{}" alt="" loading="lazy">', picker.thumbnail(photo)
        )

    @admin.display(description=gettext_lazy("photo"), ordering="-uploaded_at")
    def words_line(self, photo):
        missing = [code for code in languages.LANGUAGES if not photo.alt(code)]
        label = _("No alt text")
        note = f"{label}: {', '.join(missing)}" if missing else ""
        return format_html(
            '<span class="list-name">{}</span><span class="list-facts">{}</span>', photo, note
        )

    @admin.display(description=gettext_lazy("size"), ordering="width")
    def size(self, photo):
        return f"{photo.width} × {photo.height}"

    @admin.display(description=gettext_lazy("focal point"))
    def picture(self, photo):
        return format_html(
            '<div class="focal" data-focal><img src="{}" alt="{}">'
            '<span class="focal-point" aria-hidden="true"></span></div>'
            '<p class="help">{}</p>',
            picker.thumbnail(photo, 800),
            _("The photo"),
            _("Click on what must stay visible when the photo is cut."),
        )

    # Saving

    def save_form(self, request, form, change):
        obj = super().save_form(request, form, change)
        if change:
            return obj
        photo = library.add(form.cleaned_data["file"], by=request.user)
        for name in self.words_fields:
            if form.cleaned_data[name]:
                setattr(photo, name, form.cleaned_data[name])
        form.instance = photo
        if photo.notice:
            self.message_user(request, photo.notice)
        return photo

    def save_model(self, request, obj, form, change):
        before = Photo.objects.get(pk=obj.pk)
        focal = (obj.focal_x, obj.focal_y)
        obj.focal_x, obj.focal_y = before.focal_x, before.focal_y
        super().save_model(request, obj, form, change)
        if focal != (before.focal_x, before.focal_y):
            library.refocus(obj, *focal)
        changes.log(obj.cache_keys())

    def delete_model(self, request, obj):
        """The files go with `manage.py clean_photos`: a page may still be on its way."""
        keys = obj.cache_keys()
        files = obj.file_keys
        super().delete_model(request, obj)
        changes.log(keys)
        changes.log(files, kind=Change.Kind.GONE)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for photo in queryset:
            self.delete_model(request, photo)

    # The picker

    def file_view(self, request, token, name):
        """A rendition for signed-in staff, whether readers have it or not."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        photo = get_object_or_404(Photo, token=token)
        try:
            content, content_type = library.read_rendition(photo, name)
        except FileNotFoundError as missing:
            raise Http404 from missing
        response = HttpResponse(content, content_type=content_type)
        response["Cache-Control"] = f"private, max-age={DAY}, immutable"
        return response

    def library_view(self, request):
        """The newest photos, or those that a search finds; `page` counts from 0."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = request.GET.get("page", "0")
        start = AT_ONCE * (int(page) if page.isdecimal() and len(page) < 6 else 0)
        found, term = Photo.objects.for_cards(), request.GET.get("term", "")
        if languages.fold(term):
            found = newest_hits(found, term)
        photos = list(found.order_by("-uploaded_at", "-pk")[start : start + AT_ONCE + 1])
        return JsonResponse(
            {
                "photos": [picker.words(photo) for photo in photos[:AT_ONCE]],
                "more": len(photos) > AT_ONCE,
                "credits": self._credits() if start == 0 else [],
            }
        )

    def _credits(self):
        """Names for the credit's list of suggestions, the newest first."""
        return [str(credit) for credit in Credit.objects.order_by("-pk")[:200]]

    def upload_view(self, request):
        """Take a picture in; a fault is a sentence, with 422."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return _refused(form)
        given = form.cleaned_data
        photo = library.add(
            given["file"],
            by=request.user,
            credit=given["credit"],
            alt=given["alt"],
            caption=given["caption"],
            language=given["language"],
        )
        self.log_addition(request, photo, [{"added": {}}])
        return JsonResponse({"photo": picker.words(photo)})

    def words_view(self, request):
        """Credit and alt text written in the picker's dialog."""
        pk = request.POST.get("pk", "")
        photo = get_object_or_404(Photo.objects.for_cards(), pk=int(pk) if pk.isdecimal() else 0)
        if not self.has_change_permission(request, photo):
            raise PermissionDenied
        form = WordsForm(request.POST)
        if not form.is_valid():
            return _refused(form)
        language = form.cleaned_data["language"]
        photo.typed = {
            "credit": form.cleaned_data["credit"],
            "alt": form.cleaned_data["alt"],
            "credit-was": photo.credit_line(language),
            "alt-was": photo.alt(language),
        }
        with transaction.atomic():
            if changed := picker.keep_words(photo, language):
                fields = labels(Photo, changed)
                self.log_change(request, photo, [{"changed": {"fields": fields}}])
        return JsonResponse({"photo": picker.words(photo)})


def _refused(form):
    sentences = [text for texts in form.errors.values() for text in texts]
    return JsonResponse({"error": " ".join(sentences)}, status=422)


class WordsForm(forms.Form):
    credit = forms.CharField(required=False, max_length=200)
    alt = forms.CharField(required=False, max_length=300)
    language = forms.ChoiceField(choices=list(languages.NAMES.items()))


class UploadForm(WordsForm):
    file = PhotoFileField(
        error_messages={"required": gettext_lazy("Choose a picture.")}, label=gettext_lazy("Photo")
    )
    caption = forms.CharField(required=False, max_length=1000)


@admin.register(Credit)
class CreditAdmin(InUse, ToldChanges, FoldedSearch, admin.ModelAdmin):
    used_in = [(Photo, "credit")]
    list_display = ["__str__", "name_ru", "name_en", "uses"]
    fields = ["name_kk", "name_ru", "name_en", "where_used"]
    readonly_fields = ["where_used"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        library.credit_renamed(obj)
