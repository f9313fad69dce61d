"""The form that a story is written in: its fields, and the refusal of a stale save."""

import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from articles import body, desk, editor, proofs, revisions, rights
from articles.models import COPIED, Article, Correction, Section
from newsroom import languages
from newsroom.photos.picker import PhotoField

from . import moves, picks

WRITING = ["headline", "short_headline", "standfirst", "lead_photo", "lead_caption", "body"]
FILING = ["language", "section", "kind", "tags", "sources", "own_reporting", "authors", "related"]
PLACING = ["urgent", "is_flash", "is_lead", "pinned_until", "slug"]
CARE = ["embargoed_until", "minors", "legal_risk", "is_quiet", "label", "paid_by"]
TELEVISION = ["video_url", "video_file", "poster", "video_seconds", "programme", "aired_on"]
FIELDS = [*WRITING, *FILING, *PLACING, *CARE, *TELEVISION]  # of the model; the form has more
SAID = ["publish_at", "change", "public_note", "review_note", "override"]  # to the verb alone

MOMENT = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})

# For the admins here: the browser's own box for a moment, and addresses that begin with https.
OVERRIDES = {
    models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MOMENT},
    models.URLField: {"assume_scheme": "https"},
}


class VideoInput(forms.ClearableFileInput):
    """The file's address is the desk's: readers have it only while the story is out."""

    article = None

    def render(self, name, value, attrs=None, renderer=None):
        context = self.get_context(name, value, attrs)
        context["article"] = self.article
        return render_to_string("admin/articles/article/_video_input.html", context)


def growing(**attrs):
    """A text box that grows with its text (desk.js); one line at first."""
    named = {name.replace("_", "-"): value for name, value in attrs.items()}
    return forms.Textarea(attrs={"rows": 1, "data-grow": "", **named})


class LineField(forms.CharField):
    """A headline in a box of several lines: pasted line breaks become spaces."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class ArticleForm(forms.ModelForm):
    """`user` is who writes, `kept` what stood unsaved in an earlier form and is put back into this
    one (a QueryDict): set on the class by the admin.
    """

    user = None
    kept = None

    headline = LineField(
        label=_("Headline"),
        max_length=Article._meta.get_field("headline").max_length,
        widget=growing(autofocus=True, data_line=True, data_count=70),
        error_messages={"required": _("Write a headline; the rest may come later.")},
    )
    short_headline = LineField(
        label=_("Short headline"),
        required=False,
        max_length=Article._meta.get_field("short_headline").max_length,
        widget=growing(data_line=True, data_count=50),
        help_text=Article._meta.get_field("short_headline").help_text,
    )
    lead_photo = PhotoField(label=_("Lead photo"), required=False, with_words=True)
    body = body.BodyField(label=_("Body"), required=False, widget=editor.widget())
    tags = picks.tags_field()
    sources = picks.SourcesField(label=_("Sources"), required=False)
    authors = picks.authors_field()
    related = picks.related_field()
    poster = PhotoField(label=_("Poster"), required=False, with_words=True)
    edit_no = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    form_id = forms.CharField(  # tells apart the forms of stories that are not there yet
        widget=forms.HiddenInput,
        required=False,
        max_length=32,
        initial=lambda: secrets.token_hex(8),
    )
    # What is let stand, as proofs.written_stets writes it.
    stets = forms.CharField(widget=forms.HiddenInput, required=False, initial="[]")
    publish_at = forms.DateTimeField(
        label=_("Date and time"), widget=MOMENT, required=False, help_text=_("Almaty time.")
    )
    # For the verb of the button: none of these is saved with the story.
    change = forms.ChoiceField(
        label=_("What has changed?"),
        choices=moves.CHANGES,
        initial="update",
        required=False,
        widget=forms.RadioSelect,
    )
    public_note = forms.CharField(
        label=_("Note for readers"),
        required=False,
        max_length=1000,
        widget=growing(rows=2),
        help_text=_("Dated, printed under the story and on the page of corrections. For good."),
    )
    review_note = forms.CharField(
        label=_("Note for the newsroom"), required=False, max_length=2000, widget=growing(rows=2)
    )
    override = forms.CharField(
        label=_("Reason"), required=False, max_length=2000, widget=growing(rows=2)
    )

    class Meta:
        model = Article
        fields = ()  # the admin names them
        widgets = {
            "standfirst": growing(rows=2, data_count=300),
            "lead_caption": growing(data_line=True),
            "pinned_until": MOMENT,
            "embargoed_until": MOMENT,
            "aired_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "video_file": VideoInput(attrs={"accept": "video/mp4,video/webm"}),
            "video_seconds": forms.NumberInput(attrs={"min": 1}),
        }

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(self.kept if data is None else data, *args, **kwargs)
        self.quicker = None  # the article as it stands, when somebody else saved it meanwhile
        if "section" not in self.fields:  # this user may only look
            return
        article = self.instance
        self._let_the_server_count()
        for name in ("lead_photo", "poster"):
            language = self.data.get("language") or self.initial.get("language", "")
            self.fields[name].widget.language = language
        self.fields["section"].queryset = self.sections()
        self.fields["section"].empty_label = _("Choose a section")
        self.fields["video_file"].widget.article = article
        if article.pk:
            links = article.source_links.values_list("source_id", "release_url")
            authors = article.author_links.values_list("author_id", flat=True)
            related = article.related_links.values_list("target_id", flat=True)
            self.initial |= {
                "sources": list(links),
                "authors": list(authors),
                "related": list(related),
                "tags": [tag.pk for tag in article.tags.in_order()],
                "edit_no": article.edit_no,
                "stets": lambda: proofs.written_stets(proofs.stets_of(article)),
            }
            self.fields["headline"].widget.attrs.pop("autofocus", None)
        elif not self.initial.get("section"):
            offered = self.fields["section"].queryset[:2]
            self.initial["section"] = offered[0].pk if len(offered) == 1 else None

    @cached_property
    def changed_data(self):
        """Of the story: what is said to a verb is no change of it."""
        return [name for name in super().changed_data if name in FIELDS]

    def _let_the_server_count(self):
        """A browser that knows the limit cuts pasted text off silently; better a sentence."""
        for field in self.fields.values():
            limit = field.widget.attrs.pop("maxlength", None)
            if limit and "data-grow" in field.widget.attrs:
                field.widget.attrs["data-limit"] = limit

    def sections(self):
        """Those in which the user may write this story, and the one it is in."""
        probe = Article(
            created_by_id=self.instance.created_by_id or self.user.pk,
            first_published_at=self.instance.first_published_at,
            is_practice=self.instance.is_practice,
        )
        open_to = []
        for pk in Section.objects.values_list("pk", flat=True):
            probe.section_id = pk
            if rights.may(self.user, "write", probe):
                open_to.append(pk)
        return Section.objects.filter(Q(pk__in=open_to) | Q(pk=self.instance.section_id))

    def clean(self):
        cleaned = super().clean()
        self.refuse_stale()
        self.refuse_second_version(cleaned.get("language"))
        self.refuse_embargo(cleaned.get("embargoed_until"))
        self.ask_for_words(cleaned)
        if "_schedule" in self.data and "publish_at" not in self.errors:
            at = cleaned.get("publish_at")
            if not at:
                self.add_error("publish_at", _("Choose the date and the time."))
            elif at <= timezone.now():
                self.add_error("publish_at", _("This moment has passed. Choose a later one."))
        return cleaned

    def typed(self):
        """What stands in the form, as desk.snapshot says it; without the links that are faulty."""
        links = {name: self.cleaned_data.get(name, ()) for name in revisions.LINKS}
        links = desk.links_of(links)
        return {
            "fields": desk.fields(self.instance, COPIED),
            "desk": desk.fields(self.instance, desk.DESK_ONLY),
            **{name: link for name, link in links.items() if name in self.cleaned_data},
        }

    def ask_for_words(self, cleaned):
        """What a verb cannot do without: the note of a correction, the note of a return."""
        brings_out = "_update" in self.data or "_schedule" in self.data
        is_noted = cleaned.get("change") in Correction.Kind.values
        if brings_out and is_noted and not cleaned.get("public_note", "").strip():
            self.add_error("public_note", _("Tell readers what was wrong."))
        if "_return" in self.data and not cleaned.get("review_note", "").strip():
            self.add_error("review_note", _("Write what the text still needs."))

    def refuse_embargo(self, until):
        """An embargo does not begin behind a moment that is planned (desk.save holds to it)."""
        stored = self.initial.get("embargoed_until")
        coming = self.instance.coming_edition() if self.instance.pk else None
        if until and until != stored and coming and coming.live_from < until:
            sentence = _("The story is planned for an earlier moment. Unschedule it first.")
            self.add_error("embargoed_until", sentence)

    def refuse_stale(self):
        """Compare with the row, locked until the save: desk.save checks the number once more."""
        if not self.instance.pk:
            return
        stored = Article.objects.select_for_update(of=["self"]).select_related("saved_by")
        stored = stored.get(pk=self.instance.pk)
        if self.cleaned_data.get("edit_no") == stored.edit_no:
            return
        if "_mine" in self.data and self.cleaned_data.get("seen") == stored.edit_no:
            self.cleaned_data["edit_no"] = stored.edit_no
            return
        self.quicker = stored
        saved = languages.day_and_time(stored.saved_at, get_language())
        sentence = _(
            "Somebody saved this story after you had opened it. Nothing of yours is lost: "
            "it stands below, not yet saved."
        )
        label = _("Saved by")
        raise ValidationError(f"{sentence} {label}: {stored.saved_by or '–'}, {saved}")

    def refuse_second_version(self, language):
        """One version per language; `story` is no field, so the constraint is not looked at."""
        if not (language and self.instance.story_id):
            return
        others = Article.objects.filter(story=self.instance.story_id, language=language)
        if others.exclude(pk=self.instance.pk).exists():
            self.add_error("language", _("This story already has a version in that language."))


def same_headlines(article):
    """Stories of the same language with the same words on top: allowed, but worth a look."""
    wanted = languages.fold(article.headline)
    found = Article.objects.filter(search_text__holds=wanted, search_text__startswith=wanted)
    found = found.filter(is_practice=False).exclude(pk=article.pk).only("headline", "language")
    return [
        other
        for other in found[:20]
        if other.language == article.language and languages.fold(other.headline) == wanted
    ]


def advice_on_twins(article):
    """A sentence about stories with the same headline, or ""."""
    twins = same_headlines(article)
    if not twins:
        return ""
    text = ngettext(
        "Another story has the same headline.",
        "Several other stories have the same headline.",
        len(twins),
    )
    return f"{text} {', '.join(f'№ {twin.pk}' for twin in twins)}"
