"""The roles: made at every migrate, exactly as `newsroom/staff/roles.py` draws them."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from newsroom.staff import roles
from newsroom.staff.roles import Role

pytestmark = pytest.mark.django_db


def doors(role):
    found = roles.group(role).permissions.select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}" for one in found}


def test_every_role_is_there_after_migrate_with_its_doors():
    assert {group.name for group in Group.objects.all()} == {role.value for role in Role}
    assert {role: doors(role) for role in Role} == roles.DOORS


def test_no_role_may_do_what_nobody_wrote_down():
    """A misspelt permission would silently open nothing."""
    known = {
        f"{one.content_type.app_label}.{one.codename}"
        for one in Permission.objects.select_related("content_type")
    }

    assert set.union(*roles.DOORS.values()) <= known


def test_another_migrate_changes_nothing():
    before = set(Group.permissions.through.objects.values_list("id", flat=True))

    call_command("migrate", verbosity=0)

    assert set(Group.permissions.through.objects.values_list("id", flat=True)) == before


def test_migrate_takes_back_what_was_added_by_hand_and_keeps_the_people(make_user):
    user = make_user(Role.SHARE_STAFF)
    roles.group(Role.SHARE_STAFF).permissions.add(Permission.objects.get(codename="delete_article"))

    roles.sync()

    assert not type(user).objects.get(pk=user.pk).has_perm("articles.delete_article")
    assert user.groups.get().name == Role.SHARE_STAFF.value


def test_share_staff_can_change_nothing():
    verbs = {door.split(".")[1].split("_")[0] for door in roles.DOORS[Role.SHARE_STAFF]}

    assert verbs == {"view"}


def test_a_person_may_hold_several_roles(make_user):
    user = make_user([Role.REPORTER, Role.PHOTO_EDITOR])

    assert roles.of(user) == {Role.REPORTER, Role.PHOTO_EDITOR}


def test_a_group_of_the_operators_own_is_no_role(make_user):
    user = make_user(Role.REPORTER)
    user.groups.add(Group.objects.create(name="football team"))

    assert roles.of(user) == {Role.REPORTER}


def test_a_superuser_is_chief_editor_and_administrator(make_user):
    assert roles.of(make_user((), is_superuser=True)) == {Role.CHIEF_EDITOR, Role.ADMINISTRATOR}
