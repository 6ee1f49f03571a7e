"""Sign-ins and groups are made by administrators, on pages of which nobody else knows."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.pages import fields_of, page_of, send, text_of

pytestmark = pytest.mark.django_db


def test_an_administrator_makes_a_sign_in_that_works(admin_client: Client, client: Client) -> None:
    password = "a password of her own"
    answer = send(
        admin_client,
        reverse("admin:auth_user_add"),
        username="jo",
        usable_password="true",
        password1=password,
        password2=password,
        groups=[Group.objects.get(name="Reporter").pk],
    )
    assert answer.status_code == 302, text_of(answer)
    jo = User.objects.get(username="jo")
    assert (jo.is_staff, jo.is_superuser, [group.name for group in jo.groups.all()]) == (
        True,
        False,
        ["Reporter"],
    )
    assert client.login(username="jo", password=password)
    assert client.get(reverse("admin:questions_round_changelist")).status_code == 200


def test_a_sign_in_is_switched_off_and_never_deleted(admin_client: Client, client: Client) -> None:
    reporter = make.make_reporter()
    client.force_login(reporter)
    address = reverse("admin:auth_user_change", args=[reporter.pk])
    assert (
        admin_client.post(reverse("admin:auth_user_delete", args=[reporter.pk]), {"post": "yes"}).status_code
        == 403
    )
    assert send(admin_client, address, is_active=None).status_code == 302
    assert client.get(reverse("admin:index")).status_code == 302
    assert User.objects.filter(pk=reporter.pk, is_active=False).exists()


def test_rights_that_can_be_given_are_the_records_own(admin_client: Client) -> None:
    group = Group.objects.get(name="Reporter")
    page = page_of(admin_client.get(reverse("admin:auth_group_change", args=[group.pk])))
    offered = {option.get("value", "") for option in page.findall(".//select[@name='permissions']/option")}
    apps = Permission.objects.filter(pk__in=offered).values_list("content_type__app_label", flat=True)
    assert set(apps) == {"questions", "respondents"}
    assert len(offered) > 40


@pytest.mark.parametrize("codename", ["change_user", "change_group", "view_user", "add_user", "delete_group"])
def test_a_right_to_these_pages_gives_nothing(codename: str, client: Client) -> None:
    """Given past the pages, by a script: whoever could change sign-ins could make themselves an administrator."""
    somebody = make.make_publisher()
    somebody.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(somebody)
    group = Group.objects.get(name="Publisher")
    for model, pk in (("user", somebody.pk), ("group", group.pk)):
        assert client.get(reverse(f"admin:auth_{model}_changelist")).status_code == 403
        assert client.get(reverse(f"admin:auth_{model}_add")).status_code == 403
        address = reverse(f"admin:auth_{model}_change", args=[pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"is_superuser": "on"}).status_code == 404
    assert client.post(reverse("admin:auth_user_password_change", args=[somebody.pk])).status_code == 404
    somebody.refresh_from_db()
    assert not somebody.is_superuser


def test_an_administrator_gives_a_group_another_right(admin_client: Client) -> None:
    reporters = Group.objects.get(name="Reporter")
    address = reverse("admin:auth_group_change", args=[reporters.pk])
    right = Permission.objects.get(codename="confirm_silence")
    kept = fields_of(admin_client.get(address))["permissions"]
    assert send(admin_client, address, permissions=[*kept, str(right.pk)]).status_code == 302
    assert make.make_reporter().has_perm("questions.confirm_silence")
