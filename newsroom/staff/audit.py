"""The audit: who did what, when and from where. Written in the transaction of what it tells.

An entry holds names, never values: no text of a story, no password, no key. What it means is said
when it is read, in the reader's language: SENTENCES.
"""

import sys
from contextvars import ContextVar
from pathlib import Path

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from newsroom.proxies import client_address

asking = ContextVar("asking", default=None)  # the request at work, set by middleware.WhoAsks

# An action is "group.what". Upper rooms add theirs with `tells`, when Django starts.
GROUPS = {
    "sign": _("Signing in"),
    "people": _("People and roles"),
    "row": _("Names, settings, photos"),
    "file": _("Files in and out"),
}
SENTENCES = {
    "sign.in": _("Signed in"),
    "sign.out": _("Signed out"),
    "sign.failed": _("Sign-in refused: a wrong name or password"),
    "sign.locked": _("Sign-in closed for a while: too many wrong passwords"),
    "people.add": _("An account was made"),
    "people.change": _("An account was changed"),
    "people.roles": _("Roles were changed"),
    "people.password": _("A password was changed"),
    "row.add": _("Added"),
    "row.change": _("Changed"),
    "row.delete": _("Deleted"),
    "row.merge": _("Merged into another one"),
    "file.taken": _("A file was taken out"),
    "file.brought": _("A file was brought in"),
}
PRIVATE = set()  # models ("app.model") whose names only those read who may view them


def tells(group, title, sentences, *, private=()):
    """Join: `sentences` are by what follows the group and a dot."""
    GROUPS[group] = title
    SENTENCES.update({f"{group}.{what}": sentence for what, sentence in sentences.items()})
    PRIVATE.update(private)


def note(action, subject=None, *, by=None, by_name="", fields=()):
    """Write an entry. `subject` is a row, or words; `fields` are names in English, no values.

    Who asks and from where is known from the request, `by` where it is somebody else; `by_name`
    stands for people without an account.
    """
    request = asking.get()
    if by is None and request and request.user.is_authenticated:
        by = request.user
    origin = client_address(request) if request else _command()
    is_row = hasattr(subject, "_meta")
    # the model is asked for by name: the desk is put together before there are models
    return apps.get_model("staff", "AuditEntry").objects.create(
        group=action.partition(".")[0],
        action=action,
        by=by,
        by_name=(str(by) if by else by_name or ("" if request else origin))[:200],
        origin=origin[:60],
        model=subject._meta.label_lower if is_row else "",
        row=subject.pk if is_row else None,
        subject=str(subject or "")[:200],
        fields=list(fields),
    )


def _command():
    """What runs without a request: "command: load_demo"."""
    program, *words = sys.argv
    return f"command: {words[0]}" if Path(program).name == "manage.py" and words else ""
