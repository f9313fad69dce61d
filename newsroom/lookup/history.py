"""The history of a row at the desk, readable in the language of whoever reads it."""

from django.utils.text import capfirst
from django.utils.translation import override


class ToldChanges:
    """For a ModelAdmin: its history names the changed fields in every language.

    Django keeps a field's English label and translates it when the history is shown, but the label
    of a form begins with a capital letter, and so no catalogue knows it. Kept is what the model
    calls the field.
    """

    def construct_change_message(self, request, form, formsets, add=False):
        messages = super().construct_change_message(request, form, formsets, add)
        names = _names([self.model, *(formset.model for formset in formsets or [])])
        for message in messages:
            changed = message.get("changed", {})
            if "fields" in changed:
                changed["fields"] = [names.get(label, label) for label in changed["fields"]]
        return messages


def labels(model, names):
    """What `model` calls these fields, in English: as a history and the audit keep them."""
    with override(None):
        return [str(model._meta.get_field(name).verbose_name) for name in names]


def _names(models):
    """English labels of the forms' fields: what the models call them."""
    fields = [
        field for model in models for field in [*model._meta.fields, *model._meta.many_to_many]
    ]
    with override(None):
        plain = [str(field.verbose_name) for field in fields]
    return {capfirst(name): name for name in plain}
