from django import forms
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from articles import body, outsiders
from articles.models import OutsiderAnswer

Verdict = OutsiderAnswer.Verdict
LARGEST_FILE = 10 * 1024 * 1024  # bytes
BEGINNINGS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG": "png", b"PK\x03\x04": "docx"}


class AnswerForm(forms.ModelForm):
    class Meta:
        model = OutsiderAnswer
        fields = ["verdict", "name", "office", "text", "file"]
        widgets = {
            "verdict": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 5}),
            "file": forms.FileInput,
        }
        help_texts = {"file": _("PDF, Word, JPEG or PNG, 10 MB at most. May stay empty.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = [
            (Verdict.AGREED, _("I agree to the text")),
            (Verdict.CHANGES, _("I ask for changes")),
        ]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verdict") == "changes" and not cleaned.get("text", "").strip():
            self.add_error("text", _("Write what should be changed."))
        return cleaned

    def clean_file(self):
        """Judged by its first bytes; kept under a name of ours, handed to the newsroom only."""
        file = self.cleaned_data["file"]
        if not file:
            return file
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 10 MB."))
        start = file.read(8)
        file.seek(0)
        ending = next((kind for sign, kind in BEGINNINGS.items() if start.startswith(sign)), None)
        if ending is None:
            raise forms.ValidationError(_("This file is none of PDF, Word, JPEG, PNG."))
        file.name = f"answer.{ending}"
        return file


@require_http_methods(["GET", "HEAD", "POST"])
def check(request, token):
    """A text shown to an outsider, and their answer to it. Never kept, never indexed.

    Whatever stands behind /check/ and opens nothing gets one answer, byte for byte.
    """
    link = outsiders.opened(token)
    language = link.revision.snapshot["fields"]["language"] if link else _preferred(request)
    with translation.override(language):
        return _closed(request) if link is None else _shown(request, link, language)


def _shown(request, link, language):
    form = AnswerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        outsiders.keep(form.instance, link=link)
        return _quiet(redirect(f"{link.get_absolute_url()}?kept"))
    if request.method == "GET":
        outsiders.count(link)
    edition = outsiders.text_of(link.revision)
    context = {
        "link": link,
        "edition": edition,
        "body": body.draw_words(edition.body, language),
        "form": form,
        "kept": "kept" in request.GET,
        "LANGUAGE_CODE": language,
    }
    return _quiet(render(request, "articles/check.html", context))


def _closed(request):
    context = {"LANGUAGE_CODE": translation.get_language()}
    return _quiet(render(request, "articles/check_closed.html", context, status=404))


def _preferred(request):
    return translation.get_language_from_request(request)


def _quiet(response):
    """Nobody keeps it, lists it, or learns from where its reader came."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"  # with none at all, no form could be sent
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return response
