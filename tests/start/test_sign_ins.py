"""Somebody can always sign in; whoever is made on a new machine is a reporter or a publisher."""

import pytest
from django.contrib.auth.models import Group, User

from accountability.start.local import welcome
from accountability.start.obstacles import Obstacle
from accountability.start.sign_ins import SignIn, sign_ins

pytestmark = pytest.mark.django_db


def test_a_new_machine_gets_a_reporter_and_a_publisher_once() -> None:
    reporter, publisher = made = sign_ins()
    assert [each.username for each in made] == ["reporter", "publisher"]
    assert reporter.new_password != publisher.new_password
    for each, group in ((reporter, "Reporter"), (publisher, "Publisher")):
        user = User.objects.get(username=each.username)
        assert user.check_password(each.new_password)
        assert (user.is_staff, user.is_active, user.is_superuser) == (True, True, False)
        assert [each.name for each in user.groups.all()] == [group]
    assert sign_ins() == [SignIn("reporter"), SignIn("publisher")]
    assert User.objects.count() == 2


def test_an_administrator_with_the_given_name_and_password_is_made_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "jo")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a password of her own")
    assert sign_ins()[2:] == [SignIn("jo", is_administrator=True)]
    assert User.objects.get(is_superuser=True).check_password("a password of her own")
    assert len(sign_ins()) == 3


def test_an_administrator_with_a_name_alone_gets_a_new_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "jo")
    made = sign_ins()[2]
    assert User.objects.get(username="jo").check_password(made.new_password)


def test_a_record_of_0_1_keeps_its_administrator_and_says_how_to_add_others() -> None:
    User.objects.create_superuser("editor", password="as it was")
    people = sign_ins()
    assert people == [SignIn("editor", is_administrator=True)]
    assert User.objects.get().check_password("as it was")
    assert welcome(8123, people) == (
        "Read:     http://127.0.0.1:8123/\n"
        "Edit:     http://127.0.0.1:8123/admin/\n"
        "Sign in:  name editor, password the one you have\n"
        "Add:      reporters and publishers, at http://127.0.0.1:8123/admin/auth/user/add/\n"
        "Reset:    .venv/bin/python manage.py changepassword editor"
    )


def test_a_staff_of_many_is_not_listed_whole() -> None:
    for number in range(9):
        User.objects.create_user(f"editor-{number}", is_staff=True)
    assert [each.username for each in sign_ins()] == ["editor-0", "editor-1", "editor-2", "editor-3"]


def test_groups_that_an_administrator_deleted_are_made_again_for_the_first_people() -> None:
    Group.objects.all().delete()
    sign_ins()
    assert User.objects.get(username="publisher").has_perm("questions.publish_round")


@pytest.mark.parametrize("name", ["reporter", "publisher"])
def test_a_name_of_somebody_else_is_refused_and_nobody_is_made(name: str) -> None:
    User.objects.create_user(name)
    with pytest.raises(Obstacle) as refusal:
        sign_ins()
    assert str(refusal.value) == (
        f"Nobody can sign in to the admin, and the name {name!r} is taken: make an administrator with "
        "`.venv/bin/python manage.py createsuperuser` and start again."
    )
    assert [user.username for user in User.objects.all()] == [name]


def test_an_administrators_name_of_somebody_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "reporter")
    with pytest.raises(Obstacle) as refusal:
        sign_ins()
    assert str(refusal.value) == (
        "Nobody can administer the record, and 'reporter' is somebody else's name: "
        "set DJANGO_SUPERUSER_USERNAME to a new one and start again."
    )
    assert User.objects.count() == 0
