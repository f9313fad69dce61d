from django.apps import AppConfig


class PlainConfig(AppConfig):
    name = "tests.bench.plain"
    label = "news"
