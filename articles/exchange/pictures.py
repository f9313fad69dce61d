"""Photos and videos beside an import file: found in its folder, judged, put in their place."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File

from articles.videos import IsVideo
from newsroom import languages
from newsroom.photos import embedded, library, processing
from newsroom.photos.library import BadPhoto
from newsroom.photos.models import Credit, Photo

from .values import Bad

MOST_KEPT = 5_000  # photos remembered by their file's name
UNSTORED = 8_000_000_000  # a dry run gives ids from here on


class Pictures:
    """The library as an import sees it. With `dry_run` photos are judged and not stored."""

    def __init__(self, folder, *, by, dry_run):
        self.folder = folder and Path(folder).resolve()
        self.by, self.dry_run = by, dry_run
        self.kept = {}
        self.made = 0

    def open(self, name):
        """The file of that name inside the folder. Raises Bad."""
        if self.folder is None:
            raise Bad(f"{name}: no folder of photos was named")
        try:
            path = (self.folder / name).resolve()
            if not path.is_relative_to(self.folder):
                raise Bad(f"{name}: leads out of the folder {self.folder}")
            if not path.is_file():
                raise Bad(f"{name}: there is no such file in {self.folder}")
            return path.open("rb")
        except (OSError, RuntimeError, ValueError) as fault:  # a loop of links, a name too long
            if isinstance(fault, Bad):
                raise
            raise Bad(f"{name}: cannot be read") from fault

    def take(self, record, language):
        """The photo of a story's Picture; what the library lacks of it is filled. Raises Bad."""
        photo = self.kept.get(record.file)
        if photo is None:
            with self.open(record.file) as file:
                photo = self._kept(record.file, self._from_upload(file, record, language))
        elif record.credit or record.alt or record.rights:
            self._fill(photo, record, language)
        return photo

    def take_record(self, record):
        """Bring a photo in with exactly what its own line says; one that is here gets its gaps
        filled. Raises Bad."""
        with self.open(record.file) as file:
            photo = library.find(file)
            if photo is None:
                photo = (
                    self._judged(file, record.credit) if self.dry_run else self._exact(file, record)
                )
            else:
                self._fill(photo, record, "kk", caption=record.caption)
        self._kept(record.file, photo)

    def video(self, name):
        """An open, judged video. Raises Bad."""
        file = File(self.open(name))
        try:
            IsVideo()(file)
        except ValidationError as fault:
            file.close()
            raise Bad(f"{name}: {fault.messages[0]}") from fault
        return file

    def _kept(self, name, photo):
        if len(self.kept) >= MOST_KEPT:
            self.kept.clear()
        self.kept[name] = photo
        return photo

    def _from_upload(self, file, record, language):
        credit, alt = _of_story(record.credit, language), _of_story(record.alt, language)
        if photo := library.find(file):
            self._fill(photo, record, language)
            return photo
        if self.dry_run:
            return self._judged(file, credit or {language: embedded.read(file).credit})
        photo = self._added(
            file, record.file, credit=credit.get(language, ""), alt=alt.get(language, ""),
            caption=record.caption, language=language,
        )  # fmt: skip
        self._fill(photo, record, language)
        return photo

    def _added(self, file, name, **words):
        try:
            photo = library.add(file, by=self.by, **words)
        except BadPhoto as bad:
            raise Bad(f"{name}: {bad}") from bad
        self.made += 1
        return photo

    def _exact(self, file, record):
        photo = self._added(file, record.file)
        photo.caption, photo.rights = record.caption, record.rights
        photo.credit = credit_named(record.credit)
        for code, alt in record.alt.items():
            setattr(photo, f"alt_{code}", alt)
        photo.save()
        if record.focal:
            library.refocus(photo, *record.focal)
        return photo

    def _fill(self, photo, record, language, *, caption=""):
        """What the photo lacks and the record has."""
        if self.dry_run:
            return
        wanted = {f"alt_{code}": one for code, one in _of_story(record.alt, language).items()}
        wanted |= {"rights": record.rights, "caption": caption}
        if photo.credit is None:
            wanted["credit"] = credit_named(_of_story(record.credit, language))
        filled = [name for name, one in wanted.items() if one and not getattr(photo, name)]
        for name in filled:
            setattr(photo, name, wanted[name])
        if filled:
            library.store_words(photo, filled)

    def _judged(self, file, credit):
        """What a dry run knows of a photo that would come in."""
        try:
            processing.judge(file)
            processing.decode(file)
        except BadPhoto as bad:
            raise Bad(str(bad)) from bad
        self.made += 1
        name = next(filter(None, credit.values()), "")
        found = Credit(pk=1, name_kk=name) if name else None
        return Photo(pk=UNSTORED + self.made, credit=found)


def credit_named(names):
    """The credit with exactly these names ({"kk": …}), else one that shares a name; else new."""
    if not names:
        return None
    columns = {f"name_{code}": names.get(code, "") for code in languages.LANGUAGES}
    exact = Credit.objects.filter(**columns).order_by("pk").first()
    if exact:
        return exact
    code, name = next(iter(names.items()))
    credit = library.credit_for(name, code)
    gaps = {field: one for field, one in columns.items() if one and not getattr(credit, field)}
    if gaps:
        for field, one in gaps.items():
            setattr(credit, field, one)
        credit.save()
        library.credit_renamed(credit)
    return credit


def _of_story(texts, language):
    """A text without a language is in that of the story."""
    return {code or language: text for code, text in texts.items()}
