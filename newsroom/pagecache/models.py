from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """A row of the change log: the keys of the pages that something touched.

    Written as the last act of the transaction that made the change, so that it is seen if and
    only if the change is. Everything that must follow a change reads this log.
    """

    class Kind(models.TextChoices):
        STALE = "stale", _("show the new text soon")
        GONE = "gone", _("never show the old text again")

    keys = models.TextField()  # separated by spaces: "article-7 list-kk section-3"
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.STALE)
    due_at = models.DateTimeField(db_index=True)  # readers see it then; scheduled: after now
    # PostgreSQL's number of the transaction that wrote the row; 0 elsewhere (changes.news)
    transaction = models.BigIntegerField(default=0, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["stale", "gone"]), name="change_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.keys}"
