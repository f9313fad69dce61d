import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.paths import old_path
from newsroom.lookup.fields import SearchTextField

# Without 0 o, 1 l i: codes are read aloud and typed from paper. 31 ** 7 = 27 billion.
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 7


class Redirect(models.Model):
    """An address that once led somewhere here, and where it leads now."""

    old_path = models.CharField(
        _("old address"), max_length=500, unique=True, help_text=_("From the first slash on.")
    )
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, blank=True, verbose_name=_("story")
    )
    new_path = models.CharField(
        _("new address"),
        max_length=500,
        blank=True,
        help_text=_("From the first slash on. Leave it empty for a story."),
    )
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)
    hits = models.PositiveIntegerField(_("hits"), default=0, editable=False)
    last_hit_at = models.DateTimeField(_("last hit"), null=True, blank=True, editable=False)
    search_text = SearchTextField(of=["old_path", "new_path"])

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]
        indexes = [models.Index(fields=["new_path"], name="redirect_new_path")]
        constraints = [
            models.CheckConstraint(
                condition=Q(old_path__startswith="/"), name="redirect_old_path_is_a_path"
            ),
            models.CheckConstraint(
                condition=Q(article__isnull=False, new_path="")
                | (Q(article__isnull=True) & Q(new_path__startswith="/")),
                name="redirect_leads_to_one_place",
                violation_error_message=_("Choose a story or write a new address, not both."),
            ),
            models.CheckConstraint(
                condition=~Q(old_path=models.F("new_path")), name="redirect_leads_elsewhere"
            ),
        ]

    def __str__(self):
        return self.old_path

    def clean(self):
        for field in ("old_path", "new_path"):
            if text := getattr(self, field):
                try:
                    setattr(self, field, old_path(text))
                except ValueError as fault:
                    raise ValidationError({field: str(fault)}) from fault


class ShortLink(models.Model):
    """The short address of a story: made when it is first published, never used for another."""

    article = models.OneToOneField(
        "articles.Article", models.PROTECT, related_name="short_link", verbose_name=_("story")
    )
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("short link")
        verbose_name_plural = _("short links")

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("short_link", args=[self.code])

    @classmethod
    def make_for(cls, article):
        """The article's link, made now if it has none."""
        found = cls.objects.filter(article=article).first()
        return found or cls.objects.create(article=article, code=cls.free_codes(1).pop())

    @classmethod
    def free_codes(cls, count):
        """A set of codes that nobody has; one that is taken is drawn again."""
        free = set()
        while len(free) < count:
            drawn = {_draw() for _one in range(count - len(free))}
            taken = cls.objects.filter(code__in=drawn).values_list("code", flat=True)
            free |= drawn - set(taken)
        return free


def _draw():
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))
