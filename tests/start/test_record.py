"""The first articles are loaded once in a database's life."""

import pytest

from accountability.start.local import arguments
from accountability.start.record import load_first_record
from respondents.models import Party

pytestmark = pytest.mark.django_db


def test_empty_database_gets_the_first_record_once() -> None:
    assert load_first_record() is True
    assert load_first_record() is False


def test_a_record_may_begin_empty_and_stays_so() -> None:
    assert load_first_record(empty=True) is False
    assert load_first_record() is False
    assert Party.objects.count() == 0


def test_what_is_on_file_is_not_taken_out_by_a_start_that_would_begin_empty() -> None:
    load_first_record()
    number = Party.objects.count()
    assert load_first_record(empty=True) is False
    assert Party.objects.count() == number > 0


def test_help_is_printed_and_nothing_is_started(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        arguments().parse_args(["--help"])
    assert ended.value.code == 0
    assert "--empty" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "given", "empty"), [("", [], False), ("0", [], False), ("1", [], True), ("", ["--empty"], True)]
)
def test_an_empty_beginning_is_asked_for_in_either_way(
    words: str, given: list[str], empty: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMPTY", words)
    assert arguments().parse_args(["run", *given]).empty is empty


def test_what_editors_deleted_stays_deleted() -> None:
    Party.objects.create(slug="a-party", name="A party")
    assert load_first_record() is False
    Party.objects.all().delete()
    assert load_first_record() is False
    assert Party.objects.count() == 0
