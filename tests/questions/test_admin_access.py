import pytest
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
