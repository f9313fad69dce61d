from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Notice(models.Model):
    """A line of an e-mail that somebody is to get: written with the step that it tells of."""

    to = models.ForeignKey("staff.User", models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    what = models.CharField(max_length=20)  # a key of articles.notices.WORDS
    by_name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(sent_at__isnull=True), name="notice_to_send"
            ),
            models.Index(fields=["-sent_at"], name="notice_last_sent"),
        ]

    def __str__(self):
        return f"{self.what}: {self.to_id}"
