"""Who may do what to a story: one table, read by every verb, button and list action."""

from enum import Enum

from newsroom.staff import roles
from newsroom.staff.roles import Role


class NotAllowed(Exception):
    """The user's roles do not let them do this to that story."""


class Scope(Enum):
    OWN = "stories they began or were given, until those are first published"
    SECTION = "stories in their sections, and their own drafts that have no section yet"
    ANY = "every story"


class Key(Enum):
    """Who may publish although a check of the gate says no, with a written reason."""

    NOBODY = "nobody: without it there is no page to show"
    CHIEF = "a chief editor"
    WRITER = "whoever may publish the story"
    DUTY = "a chief editor, and at night an editor on duty"


OWN, SECTION, ANY = Scope.OWN, Scope.SECTION, Scope.ANY

RIGHTS = {
    "look":        {Role.REPORTER: ANY, Role.EDITOR: ANY, Role.CHIEF_EDITOR: ANY,
                    Role.PHOTO_EDITOR: ANY},
    "write":       {Role.REPORTER: OWN, Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "note":        {Role.REPORTER: ANY, Role.EDITOR: ANY, Role.CHIEF_EDITOR: ANY,
                    Role.PHOTO_EDITOR: ANY},
    "submit":      {Role.REPORTER: OWN, Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "return":      {Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "approve":     {Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "assign":      {Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "show":        {Role.REPORTER: OWN, Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "publish":     {Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "update":      {Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "fix_typo":    {Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "correct":     {Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "duty":        {Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "override":    {Role.CHIEF_EDITOR: ANY},
    "unschedule":  {Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "withdraw":    {Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "kill":        {Role.CHIEF_EDITOR: ANY},
    "feature":     {Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "arrange":     {Role.EDITOR: ANY, Role.CHIEF_EDITOR: ANY},
    "spike":       {Role.REPORTER: OWN, Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "revive":      {Role.REPORTER: OWN, Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
    "delete":      {Role.REPORTER: OWN, Role.EDITOR: SECTION, Role.CHIEF_EDITOR: ANY},
}  # fmt: skip


# What a practice story's owner may try with it, as far as their roles go. `publish` ends at the
# gate, which says what is missing; no verb in here reaches anybody else.
AT_PRACTICE = "look write note submit return approve publish spike revive delete".split()


def may(user, verb, article=None):
    """Whether `user` may do `verb` to `article`; without an article, to any story at all."""
    scopes = {RIGHTS[verb][role] for role in roles.of(user) if role in RIGHTS[verb]}
    if not user.is_active or not scopes:
        return False
    if article is not None and article.is_practice:
        is_own = article.pk is None or article.created_by_id == user.pk
        return (is_own and verb in AT_PRACTICE) or (verb in ("look", "delete") and ANY in scopes)
    if article is None or ANY in scopes:
        return True
    mine = article.created_by_id in (None, user.pk) or article.assignee_id == user.pk
    if SECTION in scopes:
        return article.section_id in section_ids(user) if article.section_id else mine
    return mine and article.first_published_at is None


def section_ids(user):
    """Sections the user may publish in, asked once per user object."""
    if not hasattr(user, "_section_ids"):
        user._section_ids = set(user.sections.values_list("pk", flat=True))
    return user._section_ids


def opens(user, finding, article, *, is_night):
    """Whether `user` may override what `finding` says of the article, with a reason."""
    if finding.key is Key.NOBODY:
        return False
    if may(user, "override", article):
        return True
    if finding.key is Key.WRITER:
        return may(user, "publish", article)
    return finding.key is Key.DUTY and is_night and may(user, "duty", article)


def check(user, verb, article):
    """Raises NotAllowed."""
    if not may(user, verb, article):
        raise NotAllowed(verb)
