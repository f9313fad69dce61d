from django.apps import AppConfig
from django.contrib.admin.widgets import SELECT2_TRANSLATIONS
from django.db.models.signals import post_migrate


class LookupConfig(AppConfig):
    name = "newsroom.lookup"
    label = "lookup"

    def ready(self):
        # Django's table of what select2 speaks. Its Kazakh is ours and lies in static/.
        SELECT2_TRANSLATIONS["kk"] = "kk"
        from .trigrams import make_indexes

        post_migrate.connect(make_indexes, dispatch_uid="trigrams")
