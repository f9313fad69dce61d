"""Who may do what to a story in which state: written by hand, and not taken from the code.

Letters: r the reporter whose story it is, o another reporter, E an editor of its section, X an
editor of another section, C a chief editor, P a photo editor, S share staff, A an administrator,
N somebody with an account and no role. Who does not stand in a cell is refused; "." is everybody.
"""

import datetime
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from articles import desk, publishing, reviewing
from articles.models import Article, Autosave, Override, Presence
from newsroom.languages import ALMATY
from newsroom.staff.roles import Role

NOON = datetime.datetime(2026, 11, 26, 12, 0, tzinfo=ALMATY)
NIGHT = datetime.datetime(2026, 11, 26, 23, 30, tzinfo=ALMATY)
HOUR = datetime.timedelta(hours=1)
PEOPLE = "roEXCPSAN"

# `changed`: readers have an older text. `planned`: an update of it is scheduled.
VERBS = """
                 draft  review approved scheduled live   changed planned withdrawn killed spiked
look             roEXCP roEXCP roEXCP   roEXCP    roEXCP roEXCP  roEXCP  roEXCP    roEXCP roEXCP
note             roEXCP roEXCP roEXCP   roEXCP    roEXCP roEXCP  roEXCP  roEXCP    roEXCP roEXCP
close_note       roEXCP roEXCP roEXCP   roEXCP    roEXCP roEXCP  roEXCP  roEXCP    roEXCP roEXCP
write            rEC    rEC    rEC      EC        EC     EC      EC      EC        EC     rEC
restore          rEC    rEC    rEC      EC        EC     EC      EC      EC        EC     rEC
submit           rEC    .      .        EC        .      EC      EC      EC        .      .
return           .      EC     EC       .         .      .       .       .         .      .
approve          EC     EC     .        EC        .      EC      EC      EC        .      .
assign           EC     EC     EC       EC        EC     EC      EC      EC        EC     EC
confirm          C      C      C        C         C      C       C       C         C      C
publish          EC     EC     EC       EC        .      .       .       EC        .      .
schedule         EC     EC     EC       EC        .      .       .       EC        .      .
unschedule       .      .      .        EC        .      .       EC      .         .      .
update           .      .      .        .         EC     EC      EC      .         .      .
update_later     .      .      .        .         EC     EC      EC      .         .      .
fix_typo         .      .      .        .         EC     EC      EC      .         .      .
correct          .      .      .        .         EC     EC      EC      .         .      .
withdraw         .      .      .        .         EC     EC      EC      .         .      .
withdraw_later   .      .      .        EC        EC     EC      EC      .         .      .
kill             .      .      .        .         C      C       C       C         .      .
spike            rEC    rEC    rEC      .         .      .       .       .         .      .
revive           .      .      .        .         .      .       .       EC        C      rEC
feature          EC     EC     EC       EC        EC     EC      EC      EC        EC     EC
override         C      C      C        C         C      C       C       C         .      .
override_night   EC     EC     EC       EC        EC     EC      EC      EC        .      .
show             rEC    rEC    rEC      EC        EC     EC      EC      EC        .      .
revoke           rEC    rEC    rEC      EC        EC     EC      EC      EC        EC     rEC
translate        roEC   roEC   roEC     roEC      roEC   roEC    roEC    roEC      roEC   roEC
delete           rEC    rEC    rEC      .         .      .       .       .         .      rEC
"""


def read(table):
    """{row: {column: set of letters}}"""
    head, *rows = [line.split() for line in table.strip().splitlines()]
    return {
        name: {state: set(cell) - {"."} for state, cell in zip(head, cells, strict=True)}
        for name, *cells in rows
    }


STATES = VERBS.split("\n")[1].split()


class World:
    """A story of the reporter `r` in one state, and everybody who may want something of it."""

    def __init__(self, state, *, make_article, make_user, make_section, section, clock, **fields):
        self.clock, self.section = clock, section
        clock.at(NOON)
        self.colleague = make_user(Role.EDITOR, sections=[section])
        self.chief = make_user(Role.CHIEF_EDITOR)
        self.people = {
            "r": make_user(Role.REPORTER),
            "o": make_user(Role.REPORTER),
            "E": make_user(Role.EDITOR, sections=[section]),
            "X": make_user(Role.EDITOR, sections=[make_section()]),
            "C": make_user(Role.CHIEF_EDITOR),
            "P": make_user(Role.PHOTO_EDITOR),
            "S": make_user(Role.SHARE_STAFF),
            "A": make_user(Role.ADMINISTRATOR),
            "N": make_user(()),
        }
        self.article = make_article(by=self.people["r"], slug="oqiga", **fields)
        self.first = self.article.edit_no
        self.note = reviewing.note(self.article, by=self.chief, text="Дереккөз?")
        getattr(self, f"_{state}")()
        self.article = Article.objects.get(pk=self.article.pk)
        self.stands = self.fingerprint()
        clock.forward(minutes=1)

    def _draft(self):
        pass

    def _review(self):
        reviewing.submit(self.article, by=self.people["r"])

    def _approved(self):
        self._review()
        reviewing.approve(self.article, by=self.chief)

    def _scheduled(self):
        publishing.publish(self.article, by=self.chief, at=timezone.now() + HOUR)

    def _live(self):
        publishing.publish(self.article, by=self.chief)
        self.clock.forward(minutes=1)

    def _changed(self):
        self._live()
        changed = Article.objects.get(pk=self.article.pk)
        changed.headline = "Жаңа тақырып"
        desk.write(changed, by=self.colleague, edit_no=changed.edit_no)

    def _planned(self):
        self._changed()
        publishing.update(self.article, by=self.chief, at=timezone.now() + HOUR)

    def _withdrawn(self):
        self._live()
        publishing.withdraw(self.article, by=self.chief)

    def _killed(self):
        self._live()
        publishing.kill(self.article, by=self.chief)

    def _spiked(self):
        publishing.spike(self.article, by=self.chief)

    # What some verbs need besides a story.

    def override(self):
        """One that a night shift made."""
        return Override.objects.create(
            article=self.article,
            check_name="names_its_source",
            sentence="Дереккөз жоқ.",
            reason="Түн",
            edit_no=1,
            by=self.colleague,
            needs_confirmation=True,
        )

    def link(self):
        """One that shows the story to an outsider."""
        return self.article.outsider_links.create(
            revision=self.article.revisions.first(),
            for_whom="Министрлік",
            expires_at=timezone.now() + HOUR,
            made_by=self.chief,
        )

    def answer(self):
        file = ContentFile(b"%PDF-1.7", name="answer.pdf")
        said = {"verdict": "agreed", "name": "А", "office": "О", "file": file}
        return self.link().answers.create(**said)

    def close_gate(self):
        """A save that names no source; its number."""
        article = Article.objects.get(pk=self.article.pk)
        article.own_reporting = False
        return desk.write(article, by=self.colleague, edit_no=article.edit_no).edit_no

    def fingerprint(self):
        """All that a verb could have changed; a save alone changes none of it."""
        article = Article.objects.filter(pk=self.article.pk)
        marks = "status submitted_no approved_no assignee due_at urgent is_lead pinned_until"
        return SimpleNamespace(
            article=list(article.values_list(*marks.split())),
            editions=list(self.article.editions.order_by("pk").values_list()),
            steps=self.article.steps.count(),
            notes=list(self.article.notes.order_by("pk").values_list("pk", "done_at")),
            links=list(self.article.outsider_links.order_by("pk").values_list("pk", "revoked_at")),
            overrides=list(self.article.overrides.order_by("pk").values_list("confirmed_at")),
            unsaved=[Autosave.objects.count(), Presence.objects.count()],
            versions=Article.objects.filter(story=self.article.story_id).count(),
        )
