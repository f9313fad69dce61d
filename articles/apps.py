from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("News")

    def ready(self):
        from articles import (  # noqa: F401  (they register themselves)
            audited,
            checks,
            editor,
            exchange,
            notices,
            proof_checks,
        )
        from articles.search import rekeying, tables

        post_migrate.connect(tables.make, sender=self, dispatch_uid="search")
        post_migrate.connect(rekeying.begin, sender=self, dispatch_uid="search of tags")
