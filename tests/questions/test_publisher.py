"""Who publishes this: one record, and in production nothing is public without it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from questions.actions import publish_response, publish_round
from questions.actions.withholding import release
from questions.models import Publisher, Response, Round
from respondents.admin.history import history_of
from tests import factories as make
from tests.pages import fields_of, messages_on, page_of, send, text_of, words_of
from tests.questions.loading import Fixture, an_object, load, refusal

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/questions/publisher/1/change/"
MISSING = (
    "Fill in who publishes this, which every page says. Still missing: name of the publication, who is behind it, "
    "a public contact, licence of the data and where the licence stands."
)
PRIVATE = "This is a private address of somebody who is asked. Give one of the newsroom's own."
EMPTIED = (
    "Readers see rounds of this record, so they have to be told who publishes it: {} cannot be emptied. "
    "Write what is to stand there instead. Nothing was changed."
)


@pytest.fixture
def in_production(settings: Settings) -> None:
    settings.IN_PRODUCTION = True


def ready() -> Round:
    """A draft that nothing else keeps from being published."""
    round_ = make.make_round(published=False, asked_on="2026-07-01")
    make.make_response(make.make_recipient(round_), answers={1: "One."}, published=False)
    return round_


def refused(publisher: Publisher) -> list[str]:
    with pytest.raises(ValidationError) as error:
        publisher.full_clean()
    return error.value.messages


# One record


def test_there_is_one_record_from_the_start_with_its_first_copy_in_the_history() -> None:
    publisher = Publisher.objects.get()
    assert (publisher.pk, publisher.name, publisher.contact_email) == (1, "", "")
    assert "Whatever readers have seen is changed with a dated note" in publisher.corrections_policy
    assert "Readers get no cookie" in publisher.privacy
    assert "No people with disabilities have tested these pages for us" in publisher.accessibility
    assert publisher.history.count() == 1


def test_the_database_refuses_a_second_record_and_the_form_says_why() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Publisher(id=2).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Publisher().save()
    assert "There is one record of who publishes this: change that one." in refused(Publisher(id=2))


def test_the_record_is_never_deleted(admin_client: Client) -> None:
    with pytest.raises(ValidationError, match="There is always one record"):
        Publisher.objects.get().delete()
    assert admin_client.post(reverse("admin:questions_publisher_delete", args=[1])).status_code == 403
    assert Publisher.objects.count() == 1


def test_where_somebody_emptied_the_table_pages_are_drawn_and_the_record_is_made_again(
    admin_client: Client,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM questions_publisher")
    assert "Your newsroom (placeholder)" in admin_client.get("/").content.decode()
    send(admin_client, reverse("admin:questions_publisher_add"), name="The Advertiser")
    assert [(each.pk, each.name) for each in Publisher.objects.all()] == [(1, "The Advertiser")]


def test_what_is_missing_is_named_in_the_order_of_the_page() -> None:
    publisher = make.name_publisher()
    assert not publisher.missing
    publisher.name, publisher.privacy = " \n", ""
    assert list(publisher.missing) == ["name of the publication", "privacy"]
    publisher.name = "Your newsroom"  # the placeholder itself is no name
    publisher.contact_email = ""
    assert list(publisher.missing) == ["name of the publication", "a public contact", "privacy"]
    publisher.contact_url = "https://advertiser.example/contact"
    assert list(publisher.missing) == ["name of the publication", "privacy"]


# What may be entered


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("contact_email", "nobody", "Enter a valid email address."),
        ("contact_email", "a@b.example\nBcc: c@d.example", "Enter a valid email address."),
        ("contact_url", "http://advertiser.example/", "Give an address that begins with https://."),
        ("contact_url", "javascript:alert(1)", "Give an address that begins with https://."),
        ("licence_url", "http://creativecommons.org/", "Give an address that begins with https://."),
    ],
)
def test_a_contact_is_an_address_that_readers_can_use(field: str, words: str, sentence: str) -> None:
    publisher = make.name_publisher()
    setattr(publisher, field, words)
    assert sentence in refused(publisher)


@pytest.mark.parametrize(
    "field", ["contact_email", "run_by", "postal_address", "privacy", "corrections_policy"]
)
def test_no_private_address_of_anybody_gets_onto_public_pages(field: str) -> None:
    make.make_contact_address(make.make_politician(), value="Ann.Able@council.example")
    publisher = make.name_publisher()
    words = "ann.able@council.example"
    setattr(publisher, field, words if field == "contact_email" else f"Write to {words} at once.")
    assert refused(publisher) == [PRIVATE]


def test_an_editor_fills_it_in_and_readers_see_it_at_once(client: Client) -> None:
    client.force_login(make.make_publisher())
    answer = send(
        client,
        ADDRESS,
        name="The Advertiser",
        run_by="Anytown News Ltd.",
        contact_email="tell@advertiser.example",
        contact_url="https://advertiser.example/tell-us",
        licence_name="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
    )
    said = messages_on(client.get(answer.headers["Location"]))
    assert any(each.startswith("Wherever readers see it, they now see what you changed") for each in said)
    publisher = Publisher.objects.get()
    assert (publisher.missing, publisher.version) == ((), 2)
    entry = history_of(publisher)[0]
    assert "The Advertiser" in str(list(entry.changes))
    page = Client().get("/about/").content.decode()
    assert 'href="mailto:tell@advertiser.example"' in page


@pytest.mark.parametrize("who", [make.make_reporter, make.make_viewer])
def test_only_publishers_change_it(who: type, client: Client) -> None:
    editor = Client()
    editor.force_login(make.make_publisher())
    sent = {**fields_of(editor.get(ADDRESS)), "name": "Somebody else"}
    client.force_login(who())
    assert client.get(ADDRESS).status_code == 200
    assert client.post(ADDRESS, sent).status_code == 403
    assert Publisher.objects.get().name == ""


# In production


def test_on_a_machine_of_ones_own_placeholders_do(editor: User) -> None:
    assert publish_round(round=ready(), by=editor).is_published()


@pytest.mark.parametrize("later", [None, datetime.timedelta(days=1)])
@pytest.mark.usefixtures("in_production")
def test_no_round_is_published_by_nobody(editor: User, later: datetime.timedelta | None) -> None:
    round_ = ready()
    at = None if later is None else timezone.now() + later
    with pytest.raises(ValidationError) as error:
        publish_round(round=round_, by=editor, at=at)
    assert error.value.messages == [MISSING]
    assert not Round.objects.ever_published().exists()
    make.name_publisher()
    assert publish_round(round=round_, by=editor, at=at).published_at is not None


@pytest.mark.usefixtures("in_production")
def test_one_thing_that_is_missing_is_enough(editor: User) -> None:
    make.name_publisher(accessibility=" ")
    with pytest.raises(ValidationError, match="Still missing: accessibility statement"):
        publish_round(round=ready(), by=editor)


@pytest.mark.usefixtures("in_production")
def test_no_later_response_is_published_by_nobody(admin_client: Client) -> None:
    response = make.make_response(make.make_recipient(make.make_round()), published=False)
    with pytest.raises(ValidationError) as error:
        publish_response(response=response, by=make.make_user())
    assert error.value.messages == [MISSING]
    page = text_of(admin_client.get(reverse("admin:questions_response_publish", args=[response.pk])))
    assert MISSING in page
    send(admin_client, reverse("admin:questions_response_change", args=[response.pk]), "")
    assert not Response.objects.get().is_published()
    make.name_publisher()
    assert publish_response(response=response, by=make.make_user()).is_published()


@pytest.mark.usefixtures("in_production")
def test_no_withheld_words_are_released_by_nobody(editor: User) -> None:
    response = make.make_response(make.make_recipient(make.make_round()))
    answer = make.make_answer(response, 1, withheld="held_back", withheld_note="Our lawyers read it.")
    with pytest.raises(ValidationError) as error:
        release(answer=answer, by=editor)
    assert error.value.messages == [MISSING]


@pytest.mark.usefixtures("in_production")
def test_the_checklist_leads_whoever_may_to_the_record() -> None:
    round_ = ready()
    desk = reverse("admin:questions_round_desk", args=[round_.pk])
    links = {}
    reader_of_the_desk = Client()
    for person in (make.make_publisher("pub"), make.make_reporter("rep")):
        reader_of_the_desk.force_login(person)
        page = page_of(reader_of_the_desk.get(desk))
        assert MISSING in words_of(page), person
        links[person.username] = [link.get("href") for link in page.iter("a") if words_of(link) == MISSING]
    assert links == {"pub": [f"{ADDRESS}?next={desk.replace('/', '%2F')}"], "rep": []}
    make.name_publisher()
    assert MISSING not in words_of(page_of(reader_of_the_desk.get(desk)))


@pytest.mark.parametrize("when", [-1, 1])
@pytest.mark.usefixtures("in_production")
def test_what_readers_see_or_will_see_stays_published_by_somebody(when: int, client: Client) -> None:
    make.name_publisher()
    make.make_round(published_at=timezone.now() + datetime.timedelta(days=when))
    client.force_login(make.make_publisher())
    page = send(client, ADDRESS, name="", licence_url="")
    told = EMPTIED.format("name of the publication, where the licence stands")
    assert told in text_of(page)
    assert Publisher.objects.get().missing == ()
    assert send(client, ADDRESS, name="Another name").status_code == 302


@pytest.mark.usefixtures("in_production")
def test_while_nothing_is_public_it_may_be_emptied(client: Client) -> None:
    make.name_publisher()
    ready()
    client.force_login(make.make_publisher())
    assert send(client, ADDRESS, name="").status_code == 302


@pytest.mark.usefixtures("in_production")
def test_a_record_that_was_public_before_is_filled_in_step_by_step(client: Client) -> None:
    make.make_round()
    client.force_login(make.make_publisher())
    assert send(client, ADDRESS, name="The Advertiser").status_code == 302
    assert Publisher.objects.get().name == "The Advertiser"


@pytest.mark.usefixtures("in_production")
def test_no_fixture_publishes_for_nobody_nor_empties_the_record(write_fixture: Fixture) -> None:
    make.make_campaign(slug="schools")
    public = an_object(
        "questions.round",
        campaign=["schools"],
        slug="spring",
        title="Spring",
        population="all",
        published_at="2026-07-01T09:00:00Z",
    )
    assert MISSING in refusal(write_fixture(public))
    make.name_publisher()
    assert load(write_fixture(public)) == "Installed 1 object(s) from 1 fixture(s)\n"
    empty = an_object("questions.publisher", name="")
    assert "Still missing: name of the publication" in refusal(write_fixture(empty), interactive=False)


def test_a_whole_record_is_written_down_and_read_again(write_fixture: Fixture) -> None:
    make.name_publisher()
    out = io.StringIO()
    call_command("dumpdata", "questions.publisher", "--natural-primary", stdout=out)
    Publisher._base_manager.update(name="", version=5)
    load(write_fixture(text=out.getvalue()), interactive=False)
    assert [each.name for each in Publisher.objects.all()] == ["The Anytown Advertiser"]


@pytest.mark.usefixtures("in_production")
@pytest.mark.parametrize(("maker", "leads"), [(make.make_publisher, [ADDRESS]), (make.make_reporter, [])])
def test_newsdesk_says_what_keeps_everything_from_being_published(
    client: Client, maker: Callable[[], User], leads: list[str]
) -> None:
    client.force_login(maker())
    (told,) = page_of(client.get("/admin/")).findall(".//p[@class='desk-before-anything']")
    assert words_of(told) == f"Nothing can be published yet. {MISSING}"
    assert [link.get("href") for link in told.iter("a")] == leads
    make.name_publisher()
    assert page_of(client.get("/admin/")).findall(".//p[@class='desk-before-anything']") == []


def test_somebody_elses_longer_address_is_no_private_one() -> None:
    make.make_contact_address(make.make_politician("Ann"), value="ann@mail.example")
    publisher = make.name_publisher()
    publisher.contact_email = "joann@mail.example"
    publisher.full_clean()
    publisher.contact_email = "ANN@mail.example"
    assert refused(publisher) == [PRIVATE]
