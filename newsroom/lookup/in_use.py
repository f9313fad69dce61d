"""Where a row is used: counted in lists, named on its page, and said when it must not go."""

from django.contrib import admin, messages
from django.db.models import OuterRef, ProtectedError, RestrictedError
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .paging import MOST, CountUpTo, told

NAMED = 5  # uses that are named; the rest are counted


class InUse:
    """For a ModelAdmin of rows that other rows lean on.

    `used_in`: (model, name of its field that leads here) pairs; the first is the one that lists
    count. What is used is not deleted, and the sentence says where it is used.
    """

    used_in = ()

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        if not self.used_in:
            return queryset
        links, column, _user = _links(*self.used_in[0])
        return queryset.annotate(use_count=CountUpTo(links.filter(**{column: OuterRef("pk")})))

    @admin.display(description=gettext_lazy("used"), ordering="use_count")
    def uses(self, obj):
        """How often, with a link to the list of those that use it."""
        if not obj.use_count:
            return "–"
        model, field = self.used_in[0]
        address = _list_address(model)
        if not address:
            return told(obj.use_count)
        return format_html(
            '<a href="{}?{}__id__exact={}">{}</a>', address, field, obj.pk, told(obj.use_count)
        )

    @admin.display(description=gettext_lazy("used in"))
    def where_used(self, obj):
        """For the page of the row."""
        if obj is None or obj.pk is None:
            return "–"
        uses = self.uses_of(obj)
        lines = [sentence for sentence, model in uses if _list_address(model)]
        lines = lines or [sentence for sentence, _model in uses]
        return format_html_join("", "<div>{}</div>", ([line] for line in lines)) or "–"

    def uses_of(self, obj):
        """(sentence with links, model) for each model that uses `obj`."""
        found = []
        for model, field in self.used_in:
            links, column, user = _links(model, field)
            links = links.filter(**{column: obj.pk}).order_by()
            number = links[: MOST + 1].count()
            if number:
                newest = (links.select_related(user) if user else links).order_by("-pk")
                rows = [getattr(link, user) if user else link for link in newest[:NAMED]]
                found.append((_sentence(model, rows, number), model))
        return found

    def get_deleted_objects(self, objs, request):
        deleted, count, needed, protected = super().get_deleted_objects(objs, request)
        uses = [
            format_html("{}: {}", obj, sentence)
            for obj in objs
            for sentence, _model in self.uses_of(obj)
        ]
        return deleted, count, needed, uses or protected

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except (ProtectedError, RestrictedError):
            return self._say_no(request)

    def response_action(self, request, queryset):
        try:
            return super().response_action(request, queryset)
        except (ProtectedError, RestrictedError):
            return self._say_no(request)

    def _say_no(self, request):
        """Somebody began to use it while the question was on the screen."""
        messages.error(request, _("It is in use now and was not deleted."))
        return redirect(_list_address(self.model))


def _links(model, name):
    """Rows of `model`, or those that tie it to many others; by which column they lead here.

    The third is the way from such a row to the one of `model`, or None. Rows are looked up alone:
    joined to their texts, half of all stories would be read to be counted.
    """
    field = model._meta.get_field(name)
    if not field.many_to_many:
        return model._base_manager.all(), name, None
    through = field.remote_field.through._base_manager.all()
    return through, field.m2m_reverse_field_name(), field.m2m_field_name()


def _list_address(model):
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    except NoReverseMatch:
        return ""


def _sentence(model, rows, number):
    names = format_html_join(", ", "{}", ([_linked(row)] for row in rows))
    rest = "…" if number > NAMED else ""
    label = model._meta.verbose_name_plural
    return format_html("{} ({}): {}{}", str(label).capitalize(), told(number), names, rest)


def _linked(row):
    meta = row._meta
    try:
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return str(row)
    return format_html('<a href="{}">{}</a>', address, row)
