from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "newsroom.staff"
    label = "staff"
    verbose_name = _("Newsroom staff")

    def ready(self):
        from newsroom.staff import events  # noqa: F401  (listens)

        post_migrate.connect(sync_roles, dispatch_uid="staff.sync_roles")


def sync_roles(app_config, **kwargs):
    """Once per migrate: after its last app, when every permission exists."""
    from newsroom.staff import roles

    if app_config == [app for app in installed.get_app_configs() if app.models_module][-1]:
        roles.sync()
