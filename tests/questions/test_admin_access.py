import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from questions.models import Response, Round
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGES = [
    ("round", "members"),
    ("round", "follow_up"),
    ("round", "silences"),
    ("round", "publish"),
    ("round", "withdraw"),
    ("response", "publish"),
    ("response", "withdraw"),
]


@pytest.fixture
def rows() -> dict[str, Round | Response]:
    draft = make.make_round(published=False, questions=1, asked_on="2026-07-01")
    response = make.make_response(make.make_recipient(draft), answers={1: "Words."}, published=False)
    return {"round": draft, "response": response}


def state() -> list[object]:
    return [*Round.objects.values(), *Response.objects.values()]


@pytest.mark.parametrize(("model", "page"), PAGES)
def test_a_visitor_is_sent_to_sign_in(model: str, page: str, rows: dict[str, Round], client: Client) -> None:
    address = reverse(f"admin:questions_{model}_{page}", args=[rows[model].pk])
    before = state()
    looked = client.get(address)
    assert (looked.status_code, looked.headers["Location"]) == (302, f"/admin/login/?next={address}")
    sent = client.post(address, {"note": "x"})
    assert (sent.status_code, sent.templates[0].name) == (403, "admin/login.html")
    assert state() == before


@pytest.mark.parametrize(("model", "page"), PAGES)
@pytest.mark.parametrize("right", [None, "view"])
def test_whoever_may_not_change_it_is_refused(
    model: str, page: str, right: str | None, rows: dict[str, Round], client: Client
) -> None:
    user = make.make_user(is_superuser=False)
    if right:
        user.user_permissions.add(Permission.objects.get(codename=f"{right}_{model}"))
    client.force_login(user)
    address = reverse(f"admin:questions_{model}_{page}", args=[rows[model].pk])
    before = state()
    assert client.get(address).status_code == 403
    assert client.post(address, {"note": "x"}).status_code == 403
    assert state() == before


@pytest.mark.parametrize(("model", "page"), PAGES)
def test_whoever_may_change_it_is_let_in(
    model: str, page: str, rows: dict[str, Round], client: Client
) -> None:
    user = make.make_user(is_superuser=False)
    user.user_permissions.add(Permission.objects.get(codename=f"change_{model}"))
    client.force_login(user)
    assert client.get(reverse(f"admin:questions_{model}_{page}", args=[rows[model].pk])).status_code == 200


@pytest.mark.parametrize(("model", "page"), PAGES)
def test_a_row_that_is_not_there_is_not_found(model: str, page: str, admin_client: Client) -> None:
    assert admin_client.get(reverse(f"admin:questions_{model}_{page}", args=[999])).status_code == 404


def test_whoever_may_only_look_records_nothing(rows: dict[str, Round], client: Client) -> None:
    user = make.make_user(is_superuser=False)
    user.user_permissions.add(Permission.objects.get(codename="view_recipient"))
    client.force_login(user)
    recipient = rows["round"].recipients.get()
    for action in ("record_an_approach", "record_no_response"):
        fields = {"action": action, "_selected_action": [recipient.pk], "apply": "1", "kind": "request"}
        client.post(reverse("admin:questions_recipient_changelist"), fields)
    recipient.refresh_from_db()
    assert (recipient.decision, recipient.approaches.count()) == ("", 0)


def test_every_custom_page_is_in_the_table() -> None:

    own = {
        str(pattern.name)
        for model_admin in admin.site._registry.values()
        for pattern in model_admin.get_urls()
        if str(pattern.name).startswith(("questions_round_", "questions_response_"))
    }
    stock = {
        f"questions_{model}_{page}"
        for model in ("round", "response")
        for page in ("changelist", "add", "history", "delete", "change")
    }
    elsewhere = {  # whose rights have tests of their own
        f"questions_round_{page}"
        for page in ("preview", "preview_question", "previews", "desk", "approaches", "deadline", "output")
    }
    assert own - stock - elsewhere == {f"questions_{model}_{page}" for model, page in PAGES}
