from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .allowed import MAX_BODY_BYTES
from .cleaning import BodyTooLarge, clean_html


class BodyField(forms.CharField):
    """A body in a form: cleaned, or refused with a sentence and shown again as it was typed.

    The widget comes from `articles.editor.widget()`.
    """

    default_error_messages = {
        "bytes": _(
            "The text is too long: no more than %(limit)s KB. Split it into several stories."
        ),
        "tags": _("The text has too much formatting. Paste it as plain text and format it anew."),
    }

    def __init__(self, **options):
        super().__init__(**{"strip": False, **options})

    def to_python(self, value):
        value = super().to_python(value)
        try:
            return clean_html(value)
        except BodyTooLarge as too_large:
            raise ValidationError(
                self.error_messages[too_large.what],
                code=too_large.what,
                params={"limit": MAX_BODY_BYTES // 1000},
            ) from too_large

    def has_changed(self, initial, data):
        try:
            return (initial or "") != clean_html(data or "")  # what is stored is clean already
        except BodyTooLarge:
            return True
