"""From a button to a verb: what is done to a story, and what is said about it."""

from django.utils.translation import gettext_lazy as _

from articles import publishing, reviewing
from articles.models import Correction

FAULTS = (
    publishing.NotAllowed,
    publishing.WrongStatus,
    publishing.WrongMoment,
    publishing.Blocked,
)

# The name of the button: the sentence when it is done.
DONE = {
    "_submit": _("Sent for review."),
    "_approve": _("Approved. The text may be published."),
    "_return": _("Returned to its writer with your note."),
    "_publish": _("Published. Readers see it now."),
    "_schedule": _("The time of publication is set."),
    "_update": _("Updated. Readers see the new text."),
    "_unschedule": _("Nothing is planned any more."),
    "_spike": _("The story will not be published."),
    "_revive": _("The story is a draft again."),
    "_withdraw": _("The story is taken down. Its address says so to readers."),
    "_kill": _("The story is taken down because it was wrong."),
}

# How readers are told that a published text has changed.
CHANGES = [
    ("update", _("Update: there is news. The time of updating moves.")),
    ("typo", _("Typo: only letters. Readers are told nothing.")),
    (Correction.Kind.CORRECTION.value, _("Correction: a published fact was wrong.")),
    (Correction.Kind.CLARIFICATION.value, _("Clarification: a fact was incomplete.")),
    (Correction.Kind.REFUTATION.value, _("Refutation, by the right of reply.")),
]


def of(data):
    """The name of the button that was pressed, or None when it only saves."""
    return next((name for name in DONE if name in data), None)


def make(article, name, *, by, said):
    """Do it. `said` is what the form says besides: publish_at, change, public_note, review_note,
    override. Raises one of FAULTS; what was saved before stays saved.
    """
    if name == "_publish":
        return publishing.publish(article, by=by, override=said["override"])
    if name == "_schedule":
        if article.live_edition():
            return _change(article, by, said, at=said["publish_at"])
        at = said["publish_at"]
        return publishing.publish(article, by=by, at=at, override=said["override"])
    if name == "_update":
        coming = article.coming_edition()
        if coming and not article.live_edition():
            at = coming.live_from
            return publishing.publish(article, by=by, at=at, override=said["override"])
        return _change(article, by, said)
    if name in ("_submit", "_approve", "_return"):
        verbs = {"_submit": reviewing.submit, "_approve": reviewing.approve}
        verb = verbs.get(name, reviewing.return_)
        return verb(article, by=by, note=said["review_note"])
    verb = {
        "_unschedule": publishing.unschedule,
        "_spike": publishing.spike,
        "_revive": publishing.revive,
    }[name]
    return verb(article, by=by)


def _change(article, by, said, at=None):
    """What readers have is replaced, in the way that the editor chose."""
    how = {"by": by, "at": at, "override": said["override"]}
    if said["change"] == "typo":
        return publishing.fix_typo(article, **how)
    if said["change"] in Correction.Kind.values:
        return publishing.correct(article, note=said["public_note"], kind=said["change"], **how)
    return publishing.update(article, **how)


def take_down(article, name, *, by, at=None, **notes):
    """`name`: "_withdraw" or "_kill". Raises one of FAULTS."""
    if name == "_kill":
        return publishing.kill(article, by=by, **notes)
    return publishing.withdraw(article, by=by, at=at, **notes)


def sentence(fault):
    """What a refused verb says to the editor."""
    if isinstance(fault, publishing.Blocked):
        return " ".join(str(finding.sentence) for finding in fault.findings)
    if isinstance(fault, publishing.NotAllowed):
        return _("Your role does not allow this for this story.")
    if isinstance(fault, publishing.WrongMoment):
        return _("This moment has passed. Choose a later one.")
    return _("This is not possible for the story as it stands now; somebody may have been quicker.")
