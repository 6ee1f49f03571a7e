"""A changed address leads on for ever, of a campaign, a round, a party, a body and a politician alike."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from questions.actions import merge_politicians, start_follow_up_round
from questions.integrity import link_faults
from questions.models import Campaign, Correction, FormerRoundSlug, Recipient, Round
from respondents.admin.addresses import READERS_KNOW_IT
from respondents.admin.history import history_of
from respondents.models import Body, FormerSlug, Party, Politician, former_addresses
from tests import factories as make
from tests.pages import fields_of, messages_on, page_of, send, text_of
from tests.questions.loading import Fixture, Terminal, an_object, load, refusal

pytestmark = pytest.mark.django_db

KINDS = ["campaign", "round", "party", "body", "politician"]
PLACES = {
    "campaign": "/campaigns/{}/",
    "round": "/rounds/{}/",
    "party": "/parties/{}/",
    "body": "/bodies/{}/",
    "politician": "/politicians/{}/",
}
TAKEN = "This address belonged to another one and leads there for ever: choose another."
LISTS = ["/answers/", "/non-respondents/", "/politicians/"]

Rows = dict[str, Any]


def record(*, published: bool = True, end: str = "") -> Rows:
    """One of each kind, all of them on pages as soon as the round is published."""
    campaign = make.make_campaign(slug=f"old-campaign{end}")
    body = make.make_body(f"Body{end}", slug=f"old-body{end}")
    party = make.make_party(f"old party{end}")
    politician = make.make_politician(f"Ann{end}", slug=f"old-politician{end}")
    round_ = make.make_round(slug=f"old-round{end}", campaign=campaign, body=body, published=published)
    recipient = make.make_recipient(round_, politician=politician, party=party, slug="ann")
    make.make_response(recipient, answers={1: "Yes."}, published=published)
    return {"campaign": campaign, "round": round_, "party": party, "body": body, "politician": politician}


def page_for(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def publisher() -> Client:
    client = Client()
    client.force_login(make.make_publisher())
    return client


def rename(client: Client, row: Any, slug: str) -> Any:
    answer = send(client, page_for(row), slug=slug)
    row.refresh_from_db()
    return answer


def former(row: Any) -> list[str]:
    return [each.slug for each in row.former_slugs.all()]


def leads_to(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(address)
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_publisher_is_warned_changes_an_address_and_the_old_one_leads_on(
    kind: str, publisher: Client, client: Client
) -> None:
    row, place = record()[kind], PLACES[kind]
    old, page = row.slug, publisher.get(page_for(row))
    assert READERS_KNOW_IT in text_of(page)
    answer = rename(publisher, row, "new")
    said = messages_on(publisher.get(answer.headers["Location"]))
    assert (
        f"The address is {place.format('new')} now. The old one, {place.format(old)}, leads here for ever."
        in said
    )
    assert client.get(place.format("new")).status_code == 200
    moved = client.get(place.format(old), {"q": "a b", "page": "2"})
    assert (moved.status_code, moved.headers["Location"]) == (301, f"{place.format('new')}?q=a+b&page=2")
    assert moved.headers["Cache-Control"] == "no-store"
    assert client.head(place.format(old)).status_code == 301
    assert old in text_of(publisher.get(page_for(row)))
    assert (not Correction.objects.exists(), "new" in str(list(history_of(row)[0].changes))) == (True, True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_chain_of_changes_leads_on_in_one_step_and_an_address_can_be_taken_up_again(
    kind: str, publisher: Client, client: Client
) -> None:
    row, place = record()[kind], PLACES[kind]
    old = row.slug
    for slug in ("second", "third"):
        rename(publisher, row, slug)
    assert former(row) == sorted([old, "second"])
    for slug in (old, "second"):
        assert leads_to(client, place.format(slug)) == (301, place.format("third"))
    rename(publisher, row, old)
    assert former(row) == ["second", "third"]
    assert client.get(place.format(old)).status_code == 200
    for slug in ("second", "third"):
        assert leads_to(client, place.format(slug)) == (301, place.format(old))


@pytest.mark.parametrize("kind", KINDS)
def test_a_former_address_is_given_to_nothing_else_of_its_kind(kind: str, publisher: Client) -> None:
    row, other = record()[kind], record(end="-2")[kind]
    old = row.slug
    rename(publisher, row, "new")
    assert TAKEN in text_of(rename(publisher, other, old))
    with pytest.raises(ValidationError) as refused:
        type(row)(slug=old).clean()
    assert refused.value.message_dict == {"slug": [TAKEN]}
    with pytest.raises(IntegrityError), transaction.atomic():
        former_addresses(type(row)).objects.create(slug=old, **{kind: other})  # type: ignore[attr-defined]
    in_use = former_addresses(type(row))(slug=other.slug, **{kind: row})
    with pytest.raises(ValidationError, match="is an address that is in use"):
        in_use.clean()
    # What raw SQL has done, `verify` and `loaddata` find.
    type(row)._base_manager.filter(pk=other.pk).update(slug=old)
    found = [(each.rule, each.key) for each in link_faults()]
    assert found == [("address-of-two", old)]


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_takes_an_address_at_the_same_moment_is_refused_after_the_save(kind: str) -> None:
    """What a form found in order before somebody else's change was there, is looked at again once it is saved."""
    row, other = record()[kind], record(end="-2")[kind]
    old = row.slug
    type(row)._base_manager.filter(pk=row.pk).update(slug="new")
    former_addresses(type(row))._base_manager.create(slug=old, **{kind: row})
    other.slug = old
    other.save()
    with pytest.raises(ValidationError, match="belonged to another one"):
        other.lead_on_from("elsewhere")


@pytest.mark.parametrize("kind", KINDS)
def test_a_reporter_changes_no_address_that_readers_know(kind: str, publisher: Client) -> None:
    row = record()[kind]
    reporter = Client()
    reporter.force_login(make.make_reporter())
    answer = reporter.post(page_for(row), {**fields_of(publisher.get(page_for(row))), "slug": "new"})
    assert answer.status_code in {200, 403}  # 200: the page, with a sentence; some parts of it stay open
    assert "Nothing was saved" in answer.content.decode() or answer.status_code == 403
    row.refresh_from_db()
    assert (row.slug.startswith("old"), former(row)) == (True, [])


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_leaks_by_no_address_that_it_had(kind: str, client: Client) -> None:
    row, place = record(published=False)[kind], PLACES[kind]
    reporter = Client()
    reporter.force_login(make.make_reporter())
    old = row.slug
    page = reporter.get(page_for(row))
    assert READERS_KNOW_IT not in text_of(page)
    rename(reporter, row, "new")
    assert (row.slug, former(row)) == ("new", [old])
    for slug in (old, "new", "nowhere"):
        assert leads_to(client, place.format(slug)) == (404, "")
    assert leads_to(client, f"{place.format(old)}questions/1/") == (404, "")
    Round._base_manager.update(published_at=timezone.now())
    assert leads_to(client, place.format(old)) == (301, place.format("new"))


def test_a_withdrawn_round_is_said_to_be_withdrawn_at_its_address_of_today(
    publisher: Client, client: Client
) -> None:
    round_ = record()["round"]
    rename(publisher, round_, "new")
    Round._base_manager.update(withdrawn_at=timezone.now(), withdrawal_note="Wrong.")
    assert leads_to(client, "/rounds/old-round/") == (301, "/rounds/new/")
    assert client.get("/rounds/new/").status_code == 410


def patterns_with_a_slug() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every address of the readers that has a slug in it: its name and its parts."""
    for each in get_resolver("questions.urls").url_patterns:
        if isinstance(each, URLPattern) and "slug" in each.pattern.regex.groupindex:
            yield str(each.name), tuple(each.pattern.regex.groupindex)


def kind_at(name: str) -> str:
    """The kind of thing whose slug stands in an address: as its first part says."""
    start = reverse(name, kwargs={"slug": "x"} | ({"number": 1} if name == "question" else {})).split("/")[1]
    return next(kind for kind, place in PLACES.items() if place.startswith(f"/{start}/"))


def test_every_address_with_a_slug_leads_on(publisher: Client, client: Client) -> None:
    """A new page below one of these addresses has to lead on too: put `leads_on` before its view."""
    rows = record()
    old = {kind: row.slug for kind, row in rows.items()}
    for kind, row in rows.items():
        rename(publisher, row, f"new-{kind}")
    seen = set()
    for name, parts in patterns_with_a_slug():
        kind, others = kind_at(name), dict.fromkeys(set(parts) - {"slug"}, 1)
        seen.add(name)
        new = reverse(name, kwargs={"slug": f"new-{kind}", **others})
        assert client.get(new).status_code == 200, name
        assert leads_to(client, f"{reverse(name, kwargs={'slug': old[kind], **others})}?a=%C3%A9") == (
            301,
            f"{new}?a=%C3%A9",
        ), name
    assert seen >= {"campaign", "round", "question", "politician", "party", "body"}


STATES: dict[str, dict[str, Any]] = {
    "draft": {"published_at": None},
    "public": {"published_at": make.PUBLISHED},
    "to come": {"published_at": timezone.now() + datetime.timedelta(days=300)},
    "withdrawn": {
        "published_at": make.PUBLISHED,
        "withdrawn_at": make.PUBLISHED,
        "withdrawal_note": "Wrong.",
    },
}


@pytest.mark.parametrize("state", STATES)
def test_a_former_address_leads_on_where_readers_find_anything_today(
    state: str, publisher: Client, client: Client
) -> None:
    rows = record()
    old = {kind: row.slug for kind, row in rows.items()}
    for kind, row in rows.items():
        rename(publisher, row, f"new-{kind}")
    Round._base_manager.update(**STATES[state])
    for name, parts in patterns_with_a_slug():
        kind, others = kind_at(name), dict.fromkeys(set(parts) - {"slug"}, 1)
        today = client.get(reverse(name, kwargs={"slug": f"new-{kind}", **others})).status_code
        former = client.get(reverse(name, kwargs={"slug": old[kind], **others})).status_code
        # A withdrawn round is said to be one at its page; there its card is simply not.
        expected = 301 if today != 404 or (name == "round-card" and state == "withdrawn") else 404
        assert (name, former) == (name, expected)


@pytest.mark.parametrize("end", ["", "all/", "questions/1/", "feed/", "card.png"])
def test_to_lead_on_draws_nothing(
    end: str, publisher: Client, client: Client, django_assert_max_num_queries: Any
) -> None:
    round_ = record()["round"]
    rename(publisher, round_, "new")
    with django_assert_max_num_queries(4):
        assert leads_to(client, f"/rounds/old-round/{end}") == (301, f"/rounds/new/{end}")


def test_a_question_that_is_not_there_leads_nowhere(publisher: Client, client: Client) -> None:
    rename(publisher, record()["round"], "new")
    assert leads_to(client, "/rounds/old-round/questions/1/") == (301, "/rounds/new/questions/1/")
    assert leads_to(client, "/rounds/old-round/questions/9/") == (404, "")


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("kind", ["campaign", "round", "party", "body"])
def test_a_list_filtered_by_a_former_address_leads_to_the_one_of_today(
    address: str, kind: str, publisher: Client, client: Client
) -> None:
    rows = record()
    make.make_recipient(rows["round"], decision="no_response", decision_source=make.make_source())
    old = rows[kind].slug
    rename(publisher, rows[kind], "new")
    assert leads_to(client, f"{address}?q=a+b&{kind}={old}") == (301, f"{address}?q=a+b&{kind}=new")
    assert client.get(f"{address}?{kind}=nothing").status_code == 200
    hidden = record(published=False, end="-draft")[kind]
    rename(publisher, hidden, "secret")
    told = client.get(f"{address}?{kind}={former(hidden)[0]}")
    assert (told.status_code, "secret" in told.content.decode()) == (200, False)


def test_a_comparison_by_a_former_address_leads_to_the_one_of_today(
    publisher: Client, client: Client
) -> None:
    rows = record()
    make.make_recipient(rows["round"], "Ben Bold")
    old = rows["politician"].slug
    rename(publisher, rows["politician"], "new")
    moved = client.get(f"/compare/?utm=a+b&politician=ben-bold&politician={old}&x=1")
    assert (moved.status_code, moved.headers["Location"]) == (
        301,
        "/compare/?utm=a+b&politician=ben-bold&politician=new&x=1",
    )
    assert moved.headers["Cache-Control"] == "no-store"
    assert client.get(moved.headers["Location"]).status_code == 200
    rename(publisher, rows["politician"], old)
    assert leads_to(client, "/compare/?politician=new") == (301, f"/compare/?politician={old}")
    assert client.get(f"/compare/?politician={old}").status_code == 200


@pytest.mark.parametrize(
    "address", [*(place for place in PLACES.values()), "/answers/?round={}", "/compare/?politician={}"]
)
def test_no_browser_keeps_where_a_former_address_led(address: str, publisher: Client, client: Client) -> None:
    """Two that were kept would go in a circle once an address is taken up again."""
    for kind, row in record().items():
        rename(publisher, row, f"new-{kind}")
    kind = next((kind for kind, place in PLACES.items() if place == address), "")
    kind = kind or ("round" if "round" in address else "politician")
    answer = client.get(address.format(f"old-{kind}"))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (301, "no-store")


def test_pages_and_follow_ups_name_the_address_of_today(
    publisher: Client, client: Client, editor: User
) -> None:
    rows = record()
    for kind, row in rows.items():
        rename(publisher, row, f"new-{kind}")
    places = ["/", *(PLACES[kind].format(f"new-{kind}") for kind in KINDS), *LISTS]
    for place in places:
        links = {link.get("href", "") for link in page_of(client.get(place)).iter("a")}
        assert not [link for link in links if "old-" in link], place
    first = start_follow_up_round(round=rows["round"], whom="everyone", questions=[1], by=editor)
    assert first.slug == "new-round-follow-up"
    rename(publisher, first, "again")
    second = start_follow_up_round(round=rows["round"], whom="everyone", questions=[1], by=editor)
    assert second.slug == "new-round-follow-up-2"


def test_merging_and_changing_an_address_lead_on_together(
    publisher: Client, client: Client, editor: User
) -> None:
    kept, other = record()["politician"], make.make_politician("Ann Able", slug="able")
    rename(publisher, other, "ann-able")
    merge_politicians(kept=kept, other=other, by=editor)
    rename(publisher, kept, "ann")
    assert former(kept) == ["able", "ann-able", "old-politician"]
    for slug in former(kept):
        assert leads_to(client, f"/politicians/{slug}/") == (301, "/politicians/ann/")
    rename(publisher, kept, "able")
    assert former(kept) == ["ann", "ann-able", "old-politician"]


def test_a_draft_that_is_thrown_away_frees_its_addresses(publisher: Client) -> None:
    draft = make.make_round(published=False, slug="old")
    rename(publisher, draft, "new")
    send(publisher, reverse("admin:questions_round_delete", args=[draft.pk]), "")
    assert (Round.objects.count(), FormerRoundSlug.objects.count()) == (0, 0)
    politician = make.make_politician(slug="old")
    rename(publisher, politician, "new")
    politician.delete()
    assert FormerSlug.objects.count() == 0


# The anchors of answers


def test_no_anchor_of_an_answer_changes_once_readers_know_it(
    publisher: Client, write_fixture: Fixture
) -> None:
    recipient = record()["round"].recipients.get()
    address = page_for(recipient)
    assert "slug" not in fields_of(publisher.get(address))
    send(
        publisher,
        address,
        slug="elsewhere",
        role="chair",
        **{"correction-was": "No role.", "correction-now": "Chair."},
    )
    rows = fields_of(publisher.get(page_for(recipient.round)))
    assert not [name for name in rows if name.startswith("recipients-") and name.endswith("-slug")]
    moved = an_object("questions.recipient", round=["old-round"], slug="moved", name="Ann")
    moved["pk"] = recipient.pk
    moved["fields"]["politician"] = [recipient.politician.slug]
    assert "Readers know it as “ann”, which no fixture changes to “moved”." in refusal(
        write_fixture(moved), interactive=False
    )
    assert Recipient.objects.get().slug == "ann"


# Fixtures


def fixture_of(rows: Rows) -> list[dict[str, Any]]:
    """A fixture as it was written before anything was renamed: everything is named by its address."""
    return [
        an_object("respondents.party", slug="old-party", name="old party", adjective="old party"),
        an_object("respondents.body", slug="old-body", name="Body", kind="council"),
        an_object("respondents.politician", slug="old-politician", name="Ann", sort_name="Ann"),
        an_object(
            "respondents.membership",
            politician=["old-politician"],
            body=["old-body"],
            role="",
            area="",
            start="",
        ),
        an_object("questions.campaign", slug="old-campaign", title=rows["campaign"].title),
        an_object(
            "questions.round",
            slug="old-round",
            campaign=["old-campaign"],
            body=["old-body"],
            title=rows["round"].title,
            population="everyone on the list",
            published_at=make.PUBLISHED.isoformat(),
        ),
        an_object("questions.question", round=["old-round"], number=1, text="Question 1 of old-round?"),
        an_object(
            "questions.recipient",
            round=["old-round"],
            slug="ann",
            name="Ann",
            politician=["old-politician"],
            party=["old-party"],
            position=1,
        ),
    ]


def test_a_fixture_from_before_the_change_finds_everything_and_changes_no_address_back(
    publisher: Client, write_fixture: Fixture, client: Client
) -> None:
    rows = record()
    make.make_membership(rows["politician"], rows["body"])
    written = write_fixture(*fixture_of(rows))
    load(written)
    for kind, row in rows.items():
        rename(publisher, row, f"new-{kind}")
    kinds = (Campaign, Round, Party, Body, Politician, Recipient)
    before = [list(kind._base_manager.order_by("pk").values()) for kind in kinds]
    load(written)  # nobody is asked: nothing differs
    assert [list(kind._base_manager.order_by("pk").values()) for kind in kinds] == before
    assert rows["politician"].memberships.count() == 1
    assert leads_to(client, "/rounds/old-round/") == (301, "/rounds/new-round/")


def test_words_that_differ_are_asked_about_and_the_address_stays(
    publisher: Client, write_fixture: Fixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = record()["campaign"]
    rename(publisher, campaign, "new")
    written = write_fixture(an_object("questions.campaign", slug="old-campaign", title="Another title"))
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    assert "The rows stay as they are" in refusal(written)
    told = load(written, interactive=False)
    assert "questions.campaign (new): title" in told
    assert [(each.slug, each.title) for each in Campaign.objects.all()] == [("new", "Another title")]


@pytest.mark.parametrize("kind", KINDS)
def test_no_fixture_changes_an_address_that_readers_know(kind: str, write_fixture: Fixture) -> None:
    row = record()[kind]
    taken = {
        "campaign": lambda: an_object("questions.campaign", slug="new", title="A"),
        "round": lambda: an_object(
            "questions.round", slug="new", campaign=["old-campaign"], title="A", population="all"
        ),
        "party": lambda: an_object("respondents.party", slug="new", name="A", adjective="A"),
        "body": lambda: an_object("respondents.body", slug="new", name="A", kind="council"),
        "politician": lambda: an_object("respondents.politician", slug="new", name="A", sort_name="A"),
    }
    maker: Callable[[], dict[str, Any]] = taken[kind]
    assert f"Readers know it as “{row.slug}”" in refusal(
        write_fixture({**maker(), "pk": row.pk}), interactive=False
    )


def test_a_record_that_was_renamed_elsewhere_is_refused_rather_than_doubled(
    write_fixture: Fixture,
) -> None:
    record()
    renamed = [
        an_object("respondents.party", slug="new", name="old party", adjective="old party"),
        an_object("respondents.formerpartyslug", slug="old-party", party=["new"]),
    ]
    assert "“old-party” is an address that is in use" in refusal(write_fixture(*renamed), interactive=False)
