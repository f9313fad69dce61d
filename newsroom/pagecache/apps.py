from django.apps import AppConfig


class PagecacheConfig(AppConfig):
    name = "newsroom.pagecache"
    label = "pagecache"
