from django.apps import AppConfig


class PulseConfig(AppConfig):
    name = "newsroom.pulse"
    label = "pulse"
