"""In which order SQLite reads, where it has no statistics to go by."""

import pytest

from questions.models import Recipient, Standing
from tests.factories import make_answer, make_recipient, make_response, make_round

pytestmark = pytest.mark.django_db


def test_standing_is_looked_up_by_the_signatures_of_a_person_not_by_all_answers_to_a_question() -> None:
    round_ = make_round(slug="round", questions=2)
    make_answer(make_response(make_recipient(round_, "Ann")), 1)
    everyone = Recipient.objects.filter(round=round_)
    for asked in (everyone.with_standing(), everyone.standing(Standing.ANSWERED)):
        steps = asked.explain().splitlines()
        assert [step for step in steps if "questions_answer_question_id" in step] == []
        assert [step for step in steps if "questions_signatory_recipient_id" in step] != []
