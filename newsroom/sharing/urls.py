from django.contrib import admin
from django.urls import path

from . import views

app_name = "sharing"

urlpatterns = [
    path("", admin.site.admin_view(views.published), name="published"),
]
