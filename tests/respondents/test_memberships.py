import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from respondents.models import Body, Identifier, Membership, Tenure
from tests.factories import make_body, make_membership, make_party, make_politician

DAY = datetime.date(2017, 7, 3)


@pytest.mark.parametrize(
    ("start", "end", "tenure"),
    [
        ("", "", Tenure.UNKNOWN),
        ("", "2019", Tenure.UNKNOWN),
        ("", "2017-07-02", Tenure.ENDED),
        ("2015", "", Tenure.HELD),
        ("2017-07-03", "", Tenure.HELD),
        ("2017-07", "", Tenure.UNKNOWN),
        ("2017-07-04", "", Tenure.NOT_YET),
        ("2018", "", Tenure.NOT_YET),
        ("2015", "2016", Tenure.ENDED),
        ("2015", "2017", Tenure.UNKNOWN),
        ("2015", "2017-07-03", Tenure.HELD),
        ("2015", "2017-08", Tenure.HELD),
    ],
)
def test_seat_is_held_only_where_its_dates_say_so(start: str, end: str, tenure: Tenure) -> None:
    assert Membership(start=start, end=end).tenure_on(DAY) == tenure


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("", "", "no dates on file"),
        ("2015-05-07", "", "7 May 2015 to now, as far as is known"),
        ("2015", "2017-06", "2015 to June 2017"),
        ("", "2017", "? to 2017"),
    ],
)
def test_seat_tells_its_dates(start: str, end: str, words: str) -> None:
    assert Membership(start=start, end=end).dates == words


def test_seat_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValidationError) as refusal:
        Membership(start="2017", end="2016-12").clean()
    assert refusal.value.message_dict == {"end": ["The seat would end before it starts."]}


@pytest.mark.django_db
def test_seat_stands_once_and_party_may_change_over_time() -> None:
    person, body = make_politician(), make_body()
    make_membership(person, body, area="North", start="2015", party=make_party("Labour"))
    make_membership(person, body, area="North", start="2019", party=make_party("Green Party"))
    with pytest.raises(IntegrityError):
        make_membership(person, body, area="North", start="2019")


@pytest.mark.django_db
def test_identifier_names_one_politician() -> None:
    Identifier.objects.create(politician=make_politician(), scheme="wikidata", value="Q1")
    twin = Identifier(politician=make_politician(), scheme="wikidata", value="Q1")
    with pytest.raises(ValidationError) as refusal:
        twin.full_clean()
    assert refusal.value.messages == ["Another politician already has this identifier."]
    with pytest.raises(IntegrityError):
        twin.save()


@pytest.mark.django_db
def test_body_cannot_sit_under_itself() -> None:
    council = make_body("Council")
    committee = make_body("Committee", kind="committee", parent=council)
    council.parent = committee
    with pytest.raises(ValidationError) as refusal:
        council.clean()
    assert refusal.value.messages == ["This would make a circle: a body cannot sit under itself."]
    with pytest.raises(IntegrityError):
        Body._base_manager.filter(pk=council.pk).update(parent=council.pk)
