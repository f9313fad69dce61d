"""Columns worked out from others when a row is written: databases fold and sort Kazakh wrong.

SQLite folds ASCII only, and both databases sort і ғ қ ң ү ұ ә ө after я (`docs/lookup.md`).
Like `auto_now`, they are set in `pre_save`, so `bulk_create` fills them too; an update through
`update_fields` must name them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import languages

from .trigrams import Holds


class _WorkedOut:
    """`of`: names of the attributes (text; missing and empty ones are skipped) it is made from."""

    def __init__(self, *args, of=(), **kwargs):
        self.of = tuple(of)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, instance, add):
        texts = [str(getattr(instance, name) or "") for name in self.of]
        value = self.work_out([text for text in texts if text])
        setattr(instance, self.attname, value)
        return value


class SearchTextField(_WorkedOut, models.TextField):
    """Folded text: looked in after folding the question the same way (`search.folded`).

    `trigrams`: the table is a big one and has an index for it; no migration knows (trigrams.py).
    """

    description = _("folded text for look-ups")

    def __init__(self, *args, trigrams=False, **kwargs):
        self.trigrams = trigrams
        super().__init__(*args, **kwargs)

    def work_out(self, texts):
        return languages.fold("\n".join(texts))


SearchTextField.register_lookup(Holds)


class SortKeyField(_WorkedOut, models.CharField):
    """The first of the names, as a key in the order of the 42-letter alphabet (digits only)."""

    description = _("key that sorts in the order of the Kazakh alphabet")

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", languages.SORT_KEY_LENGTH)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def work_out(self, texts):
        return languages.sort_key(texts[0]) if texts else ""


class NameKeyField(_WorkedOut, models.CharField):
    """What all spellings of a name have in common; unique where a word means one thing."""

    description = _("key of a name, however it is spelt")

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 400)  # letters; folding may make two of one
        super().__init__(*args, **kwargs)

    def work_out(self, texts):
        return languages.name_key(texts[0])[: self.max_length] if texts else ""
