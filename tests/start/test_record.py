"""The first articles are loaded once in a database's life, and somebody can always sign in."""

import pytest
from django.contrib.auth.models import User

from accountability.start.obstacles import Obstacle
from accountability.start.record import SignIn, administrator, load_first_record
from respondents.models import Party

pytestmark = pytest.mark.django_db


def test_empty_database_gets_the_first_record_once() -> None:
    assert load_first_record() is True
    assert load_first_record() is False


def test_what_editors_deleted_stays_deleted() -> None:
    Party.objects.create(slug="a-party", name="A party")
    assert load_first_record() is False
    Party.objects.all().delete()
    assert load_first_record() is False
    assert Party.objects.count() == 0


def test_administrator_is_made_once() -> None:
    made = administrator()
    assert made.username == "editor"
    assert User.objects.get().check_password(made.new_password)
    assert administrator() == SignIn("editor")


def test_administrator_has_the_given_name_and_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "jo")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a password of her own")
    assert administrator() == SignIn("jo")
    assert User.objects.get().check_password("a password of her own")


def test_name_of_somebody_else_is_refused() -> None:
    User.objects.create_user("editor")
    with pytest.raises(Obstacle) as refusal:
        administrator()
    assert str(refusal.value) == (
        "Nobody can administer the record, and 'editor' is somebody else's name: "
        "set DJANGO_SUPERUSER_USERNAME to a new one and start again."
    )
