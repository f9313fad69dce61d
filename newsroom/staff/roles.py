"""The roles of a newsroom. They are Django groups, made and kept right after every migrate.

A user may hold several. What a role may do *to a story* is `articles/rights.py`; the permissions
here only open the doors of the admin.
"""

from enum import StrEnum

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    REPORTER = "reporter"
    EDITOR = "editor"
    CHIEF_EDITOR = "chief editor"
    PHOTO_EDITOR = "photo editor"
    SHARE_STAFF = "share staff"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.REPORTER: _("Reporter"),
    Role.EDITOR: _("Editor"),
    Role.CHIEF_EDITOR: _("Chief editor"),
    Role.PHOTO_EDITOR: _("Photo editor"),
    Role.SHARE_STAFF: _("Share staff"),
    Role.ADMINISTRATOR: _("System administrator"),
}


_LOOK = ("articles.view_edition",)
_WRITE = (
    "articles.view_article articles.add_article articles.change_article articles.delete_article "
    "articles.view_section articles.view_tag articles.add_tag articles.view_source "
    "articles.view_author articles.view_programme articles.view_page articles.view_shortlink "
    "articles.view_houseword "
    "photos.view_photo photos.add_photo photos.change_photo photos.view_credit photos.add_credit"
).split()
_EDIT = (
    "articles.change_tag articles.delete_tag articles.add_source articles.change_source "
    "articles.delete_source articles.add_author articles.change_author articles.delete_author "
    "articles.add_programme articles.change_programme articles.delete_programme "
    "photos.delete_photo photos.change_credit photos.delete_credit "
    "articles.add_houseword articles.change_houseword articles.delete_houseword "
    "articles.view_front articles.change_front"
).split()
_CHIEF = (
    "articles.add_section articles.change_section articles.delete_section "
    "articles.add_page articles.change_page articles.delete_page "
    "articles.view_partneritem articles.add_partneritem articles.change_partneritem "
    "articles.delete_partneritem articles.view_sitesettings articles.change_sitesettings "
    "articles.view_redirect articles.add_redirect articles.change_redirect "
    "articles.delete_redirect staff.view_auditentry pulse.view_beat"
).split()
_PHOTOS = (
    "photos.view_photo photos.add_photo photos.change_photo photos.delete_photo "
    "photos.view_credit photos.add_credit photos.change_credit photos.delete_credit "
    "articles.view_article"
).split()
_ADMINISTRATION = (
    "staff.view_user staff.add_user staff.change_user auth.view_group staff.view_auditentry "
    "pulse.view_beat "
    "articles.view_sitesettings articles.change_sitesettings "
    "articles.view_redirect articles.add_redirect articles.change_redirect "
    "articles.delete_redirect"
).split()

DOORS = {
    Role.REPORTER: {*_LOOK, *_WRITE},
    Role.EDITOR: {*_LOOK, *_WRITE, *_EDIT},
    Role.CHIEF_EDITOR: {*_LOOK, *_WRITE, *_EDIT, *_CHIEF},
    Role.PHOTO_EDITOR: {*_LOOK, *_PHOTOS},
    Role.SHARE_STAFF: {*_LOOK},
    Role.ADMINISTRATOR: {*_LOOK, *_ADMINISTRATION},
}


def of(user):
    """Asked once per user object. A superuser is chief editor and administrator."""
    if not hasattr(user, "_roles"):
        names = set(user.groups.values_list("name", flat=True))
        user._roles = {role for role in Role if role.value in names}
        if user.is_superuser:
            user._roles |= {Role.CHIEF_EDITOR, Role.ADMINISTRATOR}
    return user._roles


def group(role):
    return Group.objects.get(name=role.value)


def sync():
    """Make the groups and give each exactly the permissions of DOORS. Safe to run again."""
    permissions = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, doors in DOORS.items():
        one, _created = Group.objects.get_or_create(name=role.value)
        one.permissions.set([permissions[door] for door in doors if door in permissions])
