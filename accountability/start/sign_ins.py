"""Who can sign in to the admin: made on a machine where nobody can, one reporter and one publisher."""

import os
import secrets
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction

from accountability.start.obstacles import Obstacle
from questions.rights import PUBLISHER, REPORTER, make_groups

FIRST_PEOPLE = {"reporter": REPORTER, "publisher": PUBLISHER}
MOST_TOLD = 4


@dataclass(frozen=True)
class SignIn:
    """Somebody who can sign in to the admin; the password only if it was made just now."""

    username: str
    new_password: str = ""
    is_administrator: bool = False


@transaction.atomic
def sign_ins() -> list[SignIn]:
    """Those who can sign in, the first few of them; a reporter and a publisher are made where nobody can."""
    staff = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("pk")
    there = [SignIn(user.get_username(), is_administrator=user.is_superuser) for user in staff]
    made = [] if there else [_made(username, group) for username, group in FIRST_PEOPLE.items()]
    if _is_administrator_wanted() and not any(each.is_administrator for each in there):
        made.append(_administrator())
    return [*made, *there][:MOST_TOLD]


def _made(username: str, group: str) -> SignIn:
    if get_user_model().objects.filter(username=username).exists():
        raise Obstacle(
            f"Nobody can sign in to the admin, and the name {username!r} is taken: make an administrator with "
            "`.venv/bin/python manage.py createsuperuser` and start again."
        )
    make_groups()
    password = _new_password()
    user = get_user_model().objects.create_user(username, password=password, is_staff=True)
    user.groups.add(apps.get_model("auth", "Group")._base_manager.get(name=group))
    return SignIn(username, password)


def _is_administrator_wanted() -> bool:
    return any(os.environ.get(f"DJANGO_SUPERUSER_{what}", "").strip() for what in ("USERNAME", "PASSWORD"))


def _administrator() -> SignIn:
    """An administrator with the name and password in the environment, as Django's `createsuperuser` reads them."""
    username = os.environ.get("DJANGO_SUPERUSER_USERNAME", "").strip() or "editor"
    given = os.environ.get("DJANGO_SUPERUSER_PASSWORD", "")
    password = given or _new_password()
    if get_user_model().objects.filter(username=username).exists():
        raise Obstacle(
            f"Nobody can administer the record, and {username!r} is somebody else's name: "
            "set DJANGO_SUPERUSER_USERNAME to a new one and start again."
        )
    get_user_model().objects.create_superuser(username, password=password)
    return SignIn(username, "" if given else password, is_administrator=True)


def _new_password() -> str:
    return "-".join(secrets.token_hex(2) for _ in range(4))
