from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "newsroom.health"
    label = "health"

    def ready(self):
        from newsroom.health import watch  # noqa: F401  (the backup joins the helpers)
