"""Sections, tags, sources, authors and programmes, found by what a file calls them.

All are held in memory while an import runs. What is not here yet is made, and stored with the
stories of the batch that named it first.
"""

from collections import Counter

from articles.models import AttributionPhrase, Author, Programme, Section, Source, Tag
from articles.models.names import RESERVED, SLUGS
from newsroom import languages

MODELS = {
    "section": Section,
    "tag": Tag,
    "source": Source,
    "author": Author,
    "programme": Programme,
}
MOST_ANSWERS = 20_000  # remembered of one kind


class Shelf:
    """The rows of one kind, by slug and by folded name in each language."""

    def __init__(self, model):
        self.model = model
        self.by_slug = {code: {} for code in languages.LANGUAGES}
        self.by_name = {code: {} for code in languages.LANGUAGES}
        self.by_pk, self.answers = {}, {}
        self.told = set()  # id()s of rows made from a line of their own: their names are theirs
        self.new = []
        self.changed = {}  # pk → (row, names of fields)
        self.rows = list(model.objects.order_by("pk"))
        for row in self.rows:
            self.put(row)

    def row(self, pk):
        if not self.by_pk:
            self.by_pk = {row.pk: row for row in self.rows}
        return self.by_pk[pk]

    def put(self, row):
        for code in languages.LANGUAGES:
            if slug := row.slug(code):
                self.by_slug[code].setdefault(slug, row)
            for name in row.called(code):
                self.by_name[code].setdefault(languages.name_key(name), row)
        self.answers.clear()

    def find(self, text, language):
        """The row that a story in `language` means by `text`, or None."""
        key = language, text
        if key not in self.answers:
            if len(self.answers) >= MOST_ANSWERS:
                self.answers.clear()
            self.answers[key] = self._find(text, language)
        return self.answers[key]

    def _find(self, text, language):
        codes = [language, *(code for code in languages.LANGUAGES if code != language)]
        key = languages.name_key(text)
        found = [self.by_slug[code].get(text) for code in codes]
        found += [self.by_name[code].get(key) for code in codes]
        return next((row for row in found if row), None)

    def same(self, record):
        """The row that a line of its own names: by a slug, else by a name."""
        for code, slug in record.slug.items():
            if row := self.by_slug[code].get(slug):
                return row
        for code, name in record.name.items():
            if self.model is Tag:
                row = self.tag_called(name)
            else:
                row = self.by_name[code].get(languages.name_key(name))
            if row and (self.model is Tag or not (record.slug and id(row) in self.told)):
                return row
        return None

    def tag_called(self, name):
        """A word means one tag, whatever the language (decision 0011)."""
        key = languages.name_key(name)
        found = (self.by_name[code].get(key) for code in languages.LANGUAGES)
        return next((row for row in found if row), None)

    def make(self, text, language):
        return self.add(self.model(**{f"name_{language}": text}))

    def add(self, row):
        row.fill_slugs(self.is_taken)
        self.put(row)
        self.new.append(row)
        return row

    def is_taken(self, code, slug):
        return slug in self.by_slug[code]


class Names:
    def __init__(self):
        self.reload()

    def reload(self):
        """Forget what was not stored."""
        self.shelves = {kind: Shelf(model) for kind, model in MODELS.items()}
        self.phrases = []

    def find(self, kind, text, language):
        return self.shelves[kind].find(text, language)

    def make(self, kind, text, language):
        return self.shelves[kind].make(text, language)

    def sections(self, language):
        """What a fault names as the sections there are."""
        rows = {id(row): row for row in self.shelves["section"].by_slug[language].values()}
        return ", ".join(sorted(row.name(language) for row in rows.values())) or "none"

    def take(self, kind, record, **fields):
        """Bring in a line of its own; returns (field, reason) of what is bad.

        `fields` are those of the row that are rows themselves. An existing row keeps what it has.
        """
        shelf = self.shelves[kind]
        row = shelf.same(record)
        bad = [*_bad_slugs(shelf, record, row), *_bad_words(shelf, record, row)]
        if bad:
            return bad
        is_new = row is None
        row = row or shelf.model()
        fields |= {name: getattr(record, name, "") for name in ("site_url", "contacts")}
        if is_new:
            fields |= {name: getattr(record, name, "") for name in ("kind", "order")}
        for part in ("name", "slug", "intro"):
            fields |= {f"{part}_{code}": one for code, one in getattr(record, part).items()}
        others = getattr(record, "other_names", {}).items()
        fields |= {f"aliases_{code}": "\n".join(some) for code, some in others}
        filled = [
            name for name, one in fields.items() if one and (is_new or not getattr(row, name))
        ]
        for name in filled:
            setattr(row, name, fields[name])
        if is_new:
            shelf.told.add(id(shelf.add(row)))
        elif filled:
            row.fill_slugs(shelf.is_taken)
            shelf.put(row)
            if row.pk:
                shelf.changed[row.pk] = row, {*filled, *SLUGS, "search_text", "sort_key"}
        self._take_phrases(row, getattr(record, "phrases", ()))
        return []

    def _take_phrases(self, row, phrases):
        if not phrases:
            return
        spoken = set(row.phrases.values_list("language", flat=True)) if row.pk else set()
        count = Counter()
        for one in phrases:
            if one.language not in spoken:
                order = count[one.language]
                phrase = AttributionPhrase(language=one.language, phrase=one.phrase, order=order)
                self.phrases.append((row, phrase))
                count[one.language] += 1

    def store(self):
        """Write what was made and filled since the last time; returns the keys that it touched."""
        touched = set()
        for shelf in self.shelves.values():
            if shelf.model is Section and (shelf.new or shelf.changed):
                touched.add("site")  # the menu of every page
            shelf.model.objects.bulk_create(shelf.new)
            for row, fields in shelf.changed.values():
                row.save(update_fields=fields)
                touched |= set(row.cache_keys())
        for row, phrase in self.phrases:
            phrase.source = row
        AttributionPhrase.objects.bulk_create(phrase for _row, phrase in self.phrases)
        return touched

    def stored(self):
        """How many were new, by kind; begins anew."""
        count = Counter({kind: len(shelf.new) for kind, shelf in self.shelves.items()})
        for shelf in self.shelves.values():
            shelf.new, shelf.changed = [], {}
        self.phrases = []
        return count


def _bad_words(shelf, record, row):
    if shelf.model is not Tag:
        return
    names = [(f"name.{code}", name) for code, name in record.name.items()]
    for code, some in record.other_names.items():
        names += [(f"other_names.{code}", name) for name in some]
    for where, name in names:
        owner = shelf.tag_called(name)
        if owner and owner is not row:
            yield where, f"is a name of another tag: {name}"


def _bad_slugs(shelf, record, row):
    for code, slug in record.slug.items():
        owner = shelf.by_slug[code].get(slug)
        if owner and owner is not row and not (row and row.slug(code)):
            yield f"slug.{code}", f"is the address of another {shelf.model._meta.model_name}"
        if slug in RESERVED and shelf.model is Section:
            yield f"slug.{code}", "is an address of the site itself"
