"""What the audit says of stories: a sentence for every verb."""

from django.utils.translation import gettext_lazy as _

from newsroom.staff import audit

STORY = "articles.article"

audit.tells(
    "article",
    _("Stories"),
    {
        "submit": _("Sent for review"),
        "return": _("Returned to the writer"),
        "approve": _("Approved"),
        "assign": _("Assigned"),
        "show": _("Shown to an outsider by a link"),
        "publish": _("The story was published"),
        "schedule": _("The time of publication was set"),
        "update": _("Updated"),
        "fix_typo": _("Typo mended"),
        "correct": _("Corrected, with a note for readers"),
        "unschedule": _("What was planned was given up"),
        "withdraw": _("Taken down"),
        "kill": _("Taken down because it was wrong"),
        "feature": _("Place on the home page changed"),
        "spike": _("Not to be published"),
        "revive": _("Made a draft again"),
        "restore": _("A saved text was put back"),
        "version": _("A version in another language was begun"),
        "practise": _("A practice story was begun"),
        "follow": _("The version follows its original again"),
        "delete": _("Deleted"),
        "note": _("A note was left"),
        "close_note": _("A note was seen to"),
    },
    private=[STORY],
)
audit.tells("front", _("Home page"), {"launch": _("An arrangement of the home page was launched")})
audit.tells(
    "override",
    _("Overridden checks"),
    {
        "make": _("Published although a check said no"),
        "confirm": _("An override was confirmed"),
    },
)
audit.tells(
    "outsider",
    _("Outsiders"),
    {
        "revoke": _("A link for an outsider was closed"),
        "answer": _("An outsider answered"),
    },
)
