"""The demo's users, one per role, with passwords made for this machine alone."""

import os
import secrets
from dataclasses import dataclass

from django.conf import settings

from newsroom.staff import roles
from newsroom.staff.models import User
from newsroom.staff.roles import Role

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # no look-alikes: people type these from a screen


@dataclass(frozen=True)
class SignIn:
    role: str
    username: str
    password: str

    def __str__(self):
        return f"{self.role:<14}  {self.username:<9}  {self.password}"


def accounts_file():
    return settings.VAR / "demo-accounts.txt"


def hire(people):
    """Make or renew the users; returns them by name, and their sign-ins."""
    roles.sync()
    users, sign_ins = {}, []
    for username, person in people.items():
        password = "-".join(_letters(4) for _group in range(4))
        user, _created = User.objects.get_or_create(username=username, defaults={"is_demo": True})
        user.first_name, user.last_name = person["first"], person["last"]
        user.email = f"{username}@tansari.example"
        user.language, user.is_staff, user.is_demo = person["language"], True, True
        user.set_password(password)
        user.save()
        user.groups.set([roles.group(Role(person["role"]))])
        users[username] = user
        sign_ins.append(SignIn(person["role"], username, password))
    return users, sign_ins


def write_down(sign_ins):
    """Keep the passwords where only the owner of the newsroom's files can read them."""
    path = accounts_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)  # of a file that was there before, too
        file.writelines(f"{sign_in}\n" for sign_in in sign_ins)
    return path


def _letters(count):
    return "".join(secrets.choice(LETTERS) for _letter in range(count))
