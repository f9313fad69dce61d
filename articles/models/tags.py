"""Tags: a word means one tag, in whatever language and however it is spelt."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.search import lexemes
from newsroom import languages
from newsroom.lookup.fields import NameKeyField, SearchTextField

from .names import NAMES, Named, NamedQuerySet

ALIASES = [f"aliases_{code}" for code in languages.LANGUAGES]
LONGEST = 200  # letters of a name


def aliases_field(label):
    return models.TextField(
        label, blank=True, help_text=_("One in a line. Typing any of them finds this tag.")
    )


class TagQuerySet(NamedQuerySet):
    def called(self, text):
        """The tag that has this name, or this other name, in any language; None."""
        return self.filter(words__key=languages.name_key(text)).first()

    def bulk_create(self, objs, *args, **kwargs):
        with transaction.atomic():
            made = super().bulk_create(objs, *args, **kwargs)
            TagWord.keep(made)
            TagKey.keep(made)
        return made

    def update(self, **values):
        if values.keys() & {*NAMES, *ALIASES}:
            raise TypeError("the words of a tag are saved with the tag, never updated in bulk")
        return super().update(**values)


class Tag(Named):
    page = "tag"

    aliases_kk = aliases_field(_("other names in Kazakh"))
    aliases_ru = aliases_field(_("other names in Russian"))
    aliases_en = aliases_field(_("other names in English"))
    search_text = SearchTextField(of=[*NAMES, *ALIASES])

    objects = TagQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def save(self, *args, **kwargs):
        """Its words go with it: they are an index of the row that two databases know to keep."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            TagWord.keep([self])
            TagKey.keep([self])

    def aliases(self, language):
        """Its other names in a language."""
        return [line for line in getattr(self, f"aliases_{language}").splitlines() if line]

    def called(self, language):
        return super().called(language) + self.aliases(language)

    def all_words(self):
        """{key: (name of the field, language, alias or "" for a name)}; a name before an alias."""
        found = {}
        for code in languages.LANGUAGES:
            found.setdefault(languages.name_key(self.name(code)), (f"name_{code}", code, ""))
        for code in languages.LANGUAGES:
            for alias in self.aliases(code):
                found.setdefault(languages.name_key(alias), (f"aliases_{code}", code, alias))
        found.pop("", None)
        return found

    def tidy(self):
        """Single spaces; no alias that the language has already, as a name or further up."""
        for code in languages.LANGUAGES:
            setattr(self, f"name_{code}", _spaced(self.name(code)))
            known = {languages.name_key(self.name(code)): None}
            for line in self.aliases(code):
                if key := languages.name_key(line):
                    known.setdefault(key, _spaced(line))
            setattr(self, f"aliases_{code}", "\n".join(filter(None, known.values())))

    def twins(self):
        """(name of the field, the word's tag) for each word that is another tag's already."""
        words = self.all_words()
        rows = TagWord.objects.filter(key__in=words).exclude(tag=self.pk).select_related("tag")
        return [(words[row.key][0], row.tag) for row in rows]

    def clean(self):
        self.tidy()
        super().clean()
        for code in languages.LANGUAGES:
            if any(len(alias) > LONGEST for alias in self.aliases(code)):
                raise ValidationError({f"aliases_{code}": _("The name of a tag is too long.")})
        faults = {}
        for field, tag in self.twins():
            sentence = _("This is a name of another tag already: %(tag)s.")
            fault = ValidationError(sentence, code="twin", params={"tag": tag})
            faults.setdefault(field, []).append(fault)
        if faults:
            raise ValidationError(faults)


def _spaced(text):
    return " ".join(text.split())


class TagWord(models.Model):
    """A name or another name of a tag, by what all its spellings have in common.

    Written with the tag. `slug` is that of an alias: its address leads to the tag's page.
    """

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="words")
    text = models.CharField(max_length=LONGEST)
    key = NameKeyField(of=["text"], unique=True)
    language = models.CharField(max_length=2, choices=list(languages.NAMES.items()))
    slug = models.CharField(max_length=80, blank=True, db_index=True)

    def __str__(self):
        return self.text

    @classmethod
    def keep(cls, tags):
        """Write what these tags are called now. IntegrityError where a word is another tag's."""
        before = {(row.tag_id, row.text, row.language, row.slug): row.pk for row in _of(cls, tags)}
        wanted = {
            (tag.pk, text, code, slug): tag for tag in tags for text, code, slug in _written(tag)
        }
        gone = [pk for at, pk in before.items() if at not in wanted]
        if gone:
            cls.objects.filter(pk__in=gone).delete()
        cls.objects.bulk_create(
            cls(tag=tag, text=text, language=code, slug=slug)
            for at, tag in wanted.items()
            if at not in before
            for _pk, text, code, slug in [at]
        )


def _of(model, tags):
    return model.objects.filter(tag__in=[tag.pk for tag in tags])


def _written(tag):
    for _field, code, alias in tag.all_words().values():
        slug = languages.slugify(alias, language=code) if alias else ""
        yield alias or tag.name(code), code, slug


class TagKey(models.Model):
    """What readers find the stories of a tag by: a lexeme of its names in a language.

    Written with the tag; `articles.search` asks. `kind` is that of the key: search/lexemes.py.
    """

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="keys")
    language = models.CharField(max_length=2, choices=list(languages.NAMES.items()))
    lexeme = models.CharField(max_length=300)
    kind = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [  # the kind follows from the lexeme: it is here so that no row need be read
            models.UniqueConstraint(
                fields=["language", "lexeme", "tag", "kind"], name="tag_key_once"
            )
        ]

    def __str__(self):
        return self.lexeme

    @classmethod
    def keep(cls, tags):
        """Write what these tags are found by now."""
        before = {(row.tag_id, row.language, row.lexeme): row.pk for row in _of(cls, tags)}
        wanted = {
            (tag.pk, code, lexeme): kind
            for tag in tags
            for code in languages.LANGUAGES
            for name in tag.called(code)
            for lexeme, kind in lexemes.of_name(name, code).items()
        }
        if gone := [pk for at, pk in before.items() if at not in wanted]:
            cls.objects.filter(pk__in=gone).delete()
        cls.objects.bulk_create(
            cls(tag_id=pk, language=code, lexeme=lexeme, kind=kind)
            for (pk, code, lexeme), kind in wanted.items()
            if (pk, code, lexeme) not in before
        )


class MergedTag(models.Model):
    """The number of a tag that was merged into another: saved texts name it for ever."""

    number = models.BigIntegerField(primary_key=True)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="merged")

    def __str__(self):
        return f"{self.number} → {self.tag_id}"

    @classmethod
    def now(cls, ids):
        """{number: id of the tag that took it in} for those of `ids` that were merged."""
        return dict(cls.objects.filter(number__in=ids).values_list("number", "tag_id"))
