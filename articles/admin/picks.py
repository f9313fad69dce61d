"""Choosing rows by typing: the fields and widgets of the story form that search while one types."""

import json

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleSource, MergedTag, RelatedLink, Source, Tag
from newsroom.lookup.history import labels
from newsroom.pagecache import changes
from newsroom.staff import audit

NEW = "new:"  # before the name of a tag that does not exist yet


class PickMixin(AutocompleteMixin):
    """Django's autocomplete, asking our own address and speaking every language of the desk."""

    def __init__(self, field, *, ask, attrs=None):
        super().__init__(field, site, attrs=attrs)
        self.ask = ask  # name of the address that answers
        self.i18n_name = None  # its words come with the form, not with the start of the server

    def get_url(self):
        return reverse(f"admin:{self.ask}")

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        del attrs["lang"]
        attrs["class"] = attrs["class"].replace("admin-autocomplete", "desk-pick")
        attrs["data-ajax--delay"] = 120  # milliseconds
        attrs["data-ajax--cache"] = "false"
        attrs["data-width"] = "100%"
        attrs["data-say"] = json.dumps(
            {
                "nothing": str(_("Nothing found")),
                "searching": str(_("Searching…")),
                "failed": str(_("The search did not answer. Try again.")),
                "remove": str(_("Remove")),
                "more": str(_("More…")),
                "new": str(_("New tag")),
            }
        )
        return attrs

    @property
    def media(self):
        return super().media + forms.Media(
            js=["admin/js/autocomplete.js", "newsroom/admin/picks.js"]  # in this order
        )


class PickOne(PickMixin, forms.Select):
    pass


class PickMany(PickMixin, forms.SelectMultiple):
    def optgroups(self, name, value, attrs=None):
        """What is chosen, in the order it was chosen; names that are new as they were typed."""
        found = {
            str(row.pk): row
            for row in self.choices.queryset.filter(pk__in=[pk for pk in value if pk.isdecimal()])
        }
        options = [
            self.create_option(name, one, str(found.get(one) or one.removeprefix(NEW)), True, index)
            for index, one in enumerate(value)
            if one in found or one.startswith(NEW)
        ]
        return [(None, options, 0)]


class PickTags(PickMany):
    merged = None  # {number: id of what it became}, asked once a form: each has a copy of this

    def value_from_datadict(self, data, files, name):
        """A form that was open while tags were merged names some that are part of others now."""
        value = super().value_from_datadict(data, files, name)
        numbers = {one: int(one) for one in value if one.isdecimal() and len(one) < 19}
        if numbers and self.merged is None:
            self.merged = MergedTag.now(numbers.values())
        merged = self.merged or {}
        return list(dict.fromkeys(str(merged.get(numbers.get(one), one)) for one in value))


class PickedField(forms.ModelMultipleChoiceField):
    """Rows in the order they were chosen."""

    def clean(self, value):
        rows = {row.pk: row for row in super().clean(value)}
        order = dict.fromkeys(int(pk) for pk in value or ())
        return [rows[pk] for pk in order if pk in rows]

    def has_changed(self, initial, data):
        return [str(self.prepare_value(one)) for one in initial or ()] != [*map(str, data or ())]


class TagsField(PickedField):
    """Tags that exist, as rows, and new ones, as the names that were typed."""

    def clean(self, value):
        value = value or []
        names = [one.removeprefix(NEW).strip() for one in value if one.startswith(NEW)]
        limit = Tag._meta.get_field("name_kk").max_length
        if any(len(name) > limit for name in names):
            raise ValidationError(_("The name of a tag is too long."))
        rows = super().clean([one for one in value if not one.startswith(NEW)])
        return [*rows, *filter(None, names)]


def tag_named(name, language):
    """The tag that is called so, however it is spelt and in whatever language; a new one otherwise.

    A tag that was found gets the name in `language` where it had none. Needs a transaction.
    """
    name = " ".join(name.split())
    tag = Tag.objects.called(name)
    if tag is None:
        try:
            with transaction.atomic():
                tag = Tag(**{f"name_{language}": name})
                tag.full_clean()
                tag.save()
                audit.note("row.add", tag)
                changes.log(["redirects"])  # at its address stood "not found"
        except (IntegrityError, ValidationError):
            tag = Tag.objects.called(name)  # a colleague typed it at the same moment
            if tag is None:
                raise
    if not tag.name(language):
        setattr(tag, f"name_{language}", name)
        tag.tidy()
        tag.fill_slugs()
        tag.save()
        audit.note("row.change", tag, fields=labels(Tag, [f"name_{language}"]))
        changes.log([*tag.cache_keys(), "redirects"])
    return tag


class SourceRows(forms.Widget):
    """Rows of a source and the address of its release; the last row is empty, for the next one."""

    def __init__(self):
        super().__init__()
        self.pick = PickOne(ArticleSource._meta.get_field("source"), ask="articles_source_pick")

    @property
    def media(self):
        return self.pick.media

    def value_from_datadict(self, data, files, name):
        sources = data.getlist(f"{name}-source")
        addresses = data.getlist(f"{name}-release_url")
        return [
            (source, address.strip()) for source, address in zip(sources, addresses, strict=False)
        ]

    def render(self, name, value, attrs=None, renderer=None):
        rows = [(str(source or ""), address) for source, address in value or ()]
        rows = [row for row in rows if any(row)] + [("", "")]
        known = Source.objects.in_bulk([int(pk) for pk, _address in rows if pk.isdecimal()])
        self.pick.choices = forms.ModelChoiceField(Source.objects.all(), required=False).choices
        identity = (attrs or {}).get("id", f"id_{name}")
        drawn = []
        for number, (pk, address) in enumerate(rows):
            source = known.get(int(pk)) if pk.isdecimal() else None
            select = self.pick.render(
                f"{name}-source", source and str(source.pk), {"id": f"{identity}-{number}"}
            )
            drawn.append({"select": select, "address": address, "id": f"{identity}-{number}"})
        context = {"rows": drawn, "name": name}
        return render_to_string("admin/articles/article/_source_rows.html", context)

    def id_for_label(self, id_):
        return f"{id_}-0" if id_ else id_


class SourcesField(forms.Field):
    """Cleaned to a list of (source, address of the release)."""

    widget = SourceRows

    def clean(self, value):
        address_field = ArticleSource._meta.get_field("release_url").formfield(
            assume_scheme="https"
        )
        rows = [(source, address) for source, address in value or () if source or address]
        ids = [int(source) for source, _address in rows if source.isdecimal()]
        known = Source.objects.in_bulk(ids)
        cleaned, errors = [], []
        for source, address in rows:
            row = known.get(int(source)) if source.isdecimal() else None
            try:
                address = address_field.clean(address)
            except ValidationError as wrong:
                label = _("Address of the release")
                errors += [f"{label}: {text}" for text in wrong.messages]
            if row is None:
                errors.append(_("Choose the source that this release came from."))
            elif row in [source for source, _address in cleaned]:
                errors.append(_("The same source stands here twice."))
            else:
                cleaned.append((row, address))
        if errors:
            raise ValidationError(errors)
        return cleaned

    def has_changed(self, initial, data):
        def plain(rows):
            return [(str(source), address) for source, address in rows or () if source or address]

        return plain(initial) != plain(data)


def tags_field():
    return TagsField(
        Tag.objects.all(),
        label=_("Tags"),
        required=False,
        widget=PickTags(
            Article._meta.get_field("tags"), ask="articles_tag_pick", attrs={"data-new": NEW}
        ),
    )


def authors_field():
    field = Article._meta.get_field("authors")
    return PickedField(
        field.remote_field.model.objects.all(),
        label=_("Authors"),
        required=False,
        widget=PickMany(field, ask="articles_author_pick"),
    )


def related_field():
    return PickedField(
        Article.objects.filter(is_practice=False),
        label=_("Related stories"),
        required=False,
        widget=PickMany(RelatedLink._meta.get_field("target"), ask="articles_article_pick"),
    )
