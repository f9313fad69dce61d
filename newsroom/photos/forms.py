from django import forms
from django.core.exceptions import ValidationError

from newsroom.photos import processing

#: Said in media types and not in endings, so that phones turn their HEIC into JPEG by themselves.
ACCEPT = "image/jpeg,image/png,image/webp,image/gif,image/avif"


class PhotoFileField(forms.FileField):
    """An upload that library.add will take: judged and decoded once, faults told at the field."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})

    def to_python(self, data):
        file = super().to_python(data)
        if file is not None:
            try:
                processing.judge(file)
                processing.decode(file)
            except processing.BadPhoto as bad:
                raise ValidationError(bad.sentence, code="bad_photo") from bad
        return file
