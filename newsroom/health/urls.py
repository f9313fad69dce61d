from django.urls import path

from newsroom.health import views

urlpatterns = [
    path("healthz", views.alive, name="healthz"),
    path("readyz", views.ready, name="readyz"),
    path("statez", views.state, name="statez"),
]
