from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Revision(models.Model):
    """A saved text: everything the article was after a save, links included, as JSON."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()  # the article's edit_no after that save
    snapshot = models.JSONField()  # articles.desk.snapshot says what is in it
    saved_by = models.ForeignKey("staff.User", models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once")
        ]

    def __str__(self):
        return f"{self.article_id}, {self.number}"


class Autosave(models.Model):
    """What somebody typed into the form and has not saved yet: no revision, and of no weight.

    One for each person and story, or for each form of a story that is not there yet.
    """

    user = models.ForeignKey("staff.User", models.CASCADE, related_name="autosaves")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="autosaves")
    form = models.CharField(max_length=32, blank=True)  # names the form of a new story
    edit_no = models.PositiveIntegerField()  # the save that the form was opened with
    typed = models.JSONField()  # {name of an input: [values]}
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        ordering = ["-kept_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "article"],
                condition=models.Q(article__isnull=False),
                name="autosave_once_a_story",
            ),
            models.UniqueConstraint(
                fields=["user", "form"],
                condition=models.Q(article__isnull=True),
                name="autosave_once_a_form",
            ),
            models.CheckConstraint(
                condition=models.Q(article__isnull=False) | ~models.Q(form=""),
                name="autosave_of_something",
            ),
        ]

    def __str__(self):
        return (self.typed.get("headline") or [""])[0]


class Presence(models.Model):
    """Somebody has the story's form open. It locks nobody out."""

    user = models.ForeignKey("staff.User", models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, related_name="presences")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="presence_once")]

    def __str__(self):
        return f"{self.user_id} in {self.article_id}"


class Step(models.Model):
    """A move in the workflow: who did what, when, from which status to which."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    by = models.ForeignKey("staff.User", models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)  # outlives the user's account
    at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(null=True)  # when it takes effect for readers, if not at once
    from_status = models.CharField(max_length=10)
    to_status = models.CharField(max_length=10)
    edit_no = models.PositiveIntegerField()
    note = models.TextField(blank=True)  # for the newsroom
    public_reason = models.TextField(blank=True)  # what the 410 page may say

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.verb}: {self.from_status} → {self.to_status}"
