"""A form with the body's editor and nothing else, for the tests that drive a browser."""

from django import forms
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import include, path
from django.utils import translation
from django.utils.html import format_html

from articles import editor
from articles.body import BodyField

stored = {"body": ""}
asked = []
KNOWN = {
    "photos": {
        "12": {"thumb": "", "caption": "Көпір", "credit": "А. Ахметов", "label": "Көпір"},
        "13": {"thumb": "", "caption": "Өзен", "credit": "", "label": "Өзен"},
    },
    "articles": {"45": {"headline": "Жаңа мектеп ашылды", "status": "жарияланды", "is_live": True}},
}


class Form(forms.Form):
    body = BodyField(widget=editor.widget(), required=False)


def form(request):
    with translation.override(request.GET.get("in", "ru")):
        return draw(request)


def draw(request):
    form = Form(request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        stored["body"] = form.cleaned_data["body"]
    return HttpResponse(
        format_html(
            "<!doctype html><html lang=kk><head><meta charset=utf-8><link rel=icon href='data:,'>"
            "<link rel=stylesheet href=/static/admin/css/base.css>"
            "<link rel=stylesheet href=/static/admin/css/dark_mode.css>{}"
            "</head><body><form method=post>{}{}<input type=hidden name=csrfmiddlewaretoken"
            " value={}><button id=save>Save</button></form></body></html>",
            form.media,
            form["body"].errors,
            form["body"],
            get_token(request),
        )
    )


def objects(request):
    asked.append(request.get_full_path())
    return JsonResponse(KNOWN)


admin = (
    [
        path("", form, name="index"),
        path("objects/", objects, name="articles_article_objects"),
    ],
    "admin",
)
urlpatterns = [path("admin/", include(admin))]
