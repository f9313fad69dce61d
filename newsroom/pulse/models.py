from django.db import models
from django.utils.translation import gettext_lazy as _


class Beat(models.Model):
    """The last that was heard of a helper: work that runs beside the pages and may die unseen."""

    helper = models.CharField(max_length=40, primary_key=True)  # a name of pulse.helpers.HELPERS
    good_at = models.DateTimeField(null=True)  # the end of its last good run
    failed_at = models.DateTimeField(null=True)  # of the last that was not
    said = models.TextField(blank=True)  # the fault of that run, in its own words

    class Meta:
        verbose_name = _("helper")
        verbose_name_plural = _("helpers")
        default_permissions = ("view",)

    def __str__(self):
        return self.helper
