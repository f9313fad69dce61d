from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

HELPER = "clean_photos"


class PhotosConfig(AppConfig):
    name = "newsroom.photos"
    label = "photos"
    verbose_name = _("Photos")

    def ready(self):
        from newsroom.pulse import helpers

        advice = _("Run “manage.py clean_photos” again: it deletes only what nothing names.")
        helpers.join(helpers.Helper(HELPER, _("Clean-up of photo files"), advice))
