"""Two records of one person become one: seen first, every quote kept, the old address leads on for ever."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from questions.actions import merge_politicians
from questions.models import Answer, Recipient
from respondents.admin.history import history_of
from respondents.models import ContactAddress, FormerSlug, Identifier, Membership, Politician
from tests.factories import (
    make_body,
    make_contact_address,
    make_membership,
    make_politician,
    make_recipient,
    make_reporter,
    make_response,
    make_round,
)
from tests.pages import messages_on, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Politician:
    kept = make_politician("Ann Arbor", other_names="A. Arbor")
    make_response(
        make_recipient(make_round(slug="spring"), politician=kept, name="Ann Arbor"),
        answers={1: "First words."},
    )
    make_contact_address(kept, value="ann@example.org")
    return kept


@pytest.fixture
def other() -> Politician:
    other = make_politician("Ann Ash", other_names="A. Arbor\nAnnie")
    make_response(
        make_recipient(make_round(slug="autumn"), politician=other, name="Ann Ash"),
        answers={1: "Later words."},
    )
    make_contact_address(other, value="ann@example.org")
    make_contact_address(other, value="ash@example.org")
    make_membership(other, make_body("Anytown Council"))
    Identifier.objects.create(politician=other, scheme="wikidata", value="Q1")
    return other


def test_everything_moves_and_no_word_changes(kept: Politician, other: Politician, editor: User) -> None:
    before = sorted(Answer.objects.values_list("pk", "text"))
    names = sorted(Recipient.objects.values_list("round__slug", "name", "slug"))
    merge_politicians(kept=kept, other=other, by=editor)
    assert sorted(Answer.objects.values_list("pk", "text")) == before
    assert sorted(Recipient.objects.values_list("round__slug", "name", "slug")) == names
    assert {each.politician for each in Recipient.objects.all()} == {kept}
    assert list(Politician.objects.all()) == [kept]
    assert (Membership.objects.get().politician, Identifier.objects.get().politician) == (kept, kept)
    assert sorted(ContactAddress.objects.values_list("politician", "value")) == [
        (kept.pk, "ann@example.org"),
        (kept.pk, "ash@example.org"),
    ]
    assert Politician.objects.get().other_names == "A. Arbor\nAnn Ash\nAnnie"


def test_the_old_address_leads_to_the_kept_record_for_ever(
    kept: Politician, other: Politician, editor: User, client: Client
) -> None:
    merge_politicians(kept=kept, other=other, by=editor)
    answer = client.get("/politicians/ann-ash/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/politicians/ann-arbor/")
    page = client.get("/politicians/ann-arbor/").content.decode()
    assert ("First words." in page, "Later words." in page) == (True, True)
    third = make_politician("Ann Third")
    merge_politicians(kept=third, other=kept, by=editor)
    for slug in ("ann-ash", "ann-arbor"):
        assert client.get(f"/politicians/{slug}/").headers["Location"] == "/politicians/ann-third/"


def test_an_address_of_somebody_who_is_on_no_public_list_tells_nothing(editor: User, client: Client) -> None:
    merge_politicians(kept=make_politician("Quiet"), other=make_politician("Quieter"), by=editor)
    assert (
        client.get("/politicians/quieter/").status_code
        == client.get("/politicians/nobody/").status_code
        == 404
    )


def test_a_former_address_is_given_to_nobody_else(kept: Politician, other: Politician, editor: User) -> None:
    merge_politicians(kept=kept, other=other, by=editor)
    with pytest.raises(ValidationError) as refused:
        Politician(slug="ann-ash", name="Another", sort_name="Another").full_clean()
    assert refused.value.message_dict == {
        "slug": ["This address belonged to another one and leads there for ever: choose another."]
    }


def test_a_merger_stands_in_the_history_of_the_kept_record(
    kept: Politician, other: Politician, editor: User
) -> None:
    merge_politicians(kept=kept, other=other, by=editor)
    told = [(entry.what, entry.who) for entry in history_of(kept)]
    assert (
        (
            "Merged with the record of Ann Ash (/politicians/ann-ash/), which leads here now. "
            f"Moved their place on the list of “{Recipient.objects.get(name='Ann Ash').round}”."
        ),
        "editor",
    ) in told
    gone = Politician.history.get(history_type="-")
    assert (gone.slug, gone.name, gone.history_user) == ("ann-ash", "Ann Ash", editor)


def test_what_stands_in_the_way_is_said_and_nothing_is_changed(
    kept: Politician, other: Politician, editor: User
) -> None:
    round_ = make_round(title="Both")
    make_recipient(round_, politician=kept, name="Ann")
    make_recipient(round_, politician=other, name="Annie")
    council = Membership.objects.get().body
    make_membership(kept, council, end="2020")
    with pytest.raises(ValidationError) as refused:
        merge_politicians(kept=kept, other=other, by=editor)
    assert refused.value.messages == [
        (
            "Both are on the list of “Both”, so they were asked as two people. "
            "Take one of them off that list first, if it is still a draft."
        ),
        "They hold the same seat with another party or end: Ann Ash, Anytown Council. Make the two alike first.",
        "Nothing was changed.",
    ]
    with pytest.raises(ValidationError):
        merge_politicians(kept=kept, other=kept, by=editor)
    assert Politician.objects.count() == 2
    assert not FormerSlug.objects.exists()


def test_the_page_shows_what_would_move_and_merges_only_what_it_showed(
    kept: Politician, other: Politician, admin_client: Client
) -> None:
    address = reverse("admin:respondents_politician_merge", args=[kept.pk])
    preview = f"{address}?other={other.pk}"
    shown = text_of(admin_client.get(preview))
    assert "Ann Ash (/politicians/ann-ash/) goes into Ann Arbor (/politicians/ann-arbor/)" in shown
    for part in ("as “Ann Ash”", "ash@example.org", "wikidata: Q1", "Kept as other names: Ann Ash, Annie."):
        assert part in shown, part
    page = admin_client.get(preview)
    seen = page.context["seen"]
    other.name = "Ann Ashe"
    other.save()
    again = text_of(admin_client.post(address, {"other": other.pk, "seen": seen}))
    assert "Nothing was merged: The politician “Ann Ashe” was changed" in again
    assert Politician.objects.count() == 2
    done = send(admin_client, preview, "")
    assert messages_on(admin_client.get(done.headers["Location"])) == [
        "The two records are one: Ann Arbor. The other address leads here for ever."
    ]
    assert Politician.objects.count() == 1


def test_only_publishers_merge(kept: Politician, other: Politician, client: Client) -> None:
    client.force_login(make_reporter())
    address = reverse("admin:respondents_politician_merge", args=[kept.pk])
    assert client.get(address).status_code == 403
    assert client.post(address, {"other": other.pk}).status_code == 403
    assert Politician.objects.count() == 2
