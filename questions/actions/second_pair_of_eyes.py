"""Whoever entered the words of a response does not make them public: somebody else has read them first.

`SECOND_PAIR_OF_EYES` in the settings switches it off. Nobody is an exception: administrators are not either.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from questions.models import Answer, Response, Round
from questions.sentences import entered_by_yourself, minute

# What makes somebody the one who entered a response, besides its answers and who signed it.
ANSWER_WORDS = ("text", "ticked", "position", "carried_from_id")
WORDS = frozenset({"refuses", "statement", "spoken_by", "on_behalf_of"})


def entered_again(response: Response, by: User) -> None:
    """Keep that *by* is the one who entered the words of *response* last.

    Raises `ValidationError` where it has a moment to become public: nobody would read the words before readers do.
    """
    moment = response.published_at
    if is_on() and moment is not None and moment > timezone.now():
        raise ValidationError(
            f"This response will be public on {minute(moment)}: call that off before you change what "
            "it says, so that another publisher reads it before readers do. Nothing was changed."
        )
    if response.entered_by_id != by.pk:
        response.entered_by = by
        response.save(update_fields=["entered_by"])


def is_on(what: str = "responses") -> bool:
    """Whether somebody else publishes a response than entered it, or confirms *silences* than put them forward."""
    return what in settings.SECOND_PAIR_OF_EYES


def entered_by(by: User | AnonymousUser, responses: Iterable[Response]) -> set[int]:
    """Which of *responses* somebody else than *by* has to publish, by primary key: one query.

    *by* entered it last, or wrote words of an answer that stand as they wrote them: a tick that somebody else has set
    beside them since makes nobody read them.
    """
    if not is_on():
        return set()
    listed = list(responses)
    wrote: dict[int, tuple[int, object]] = {}  # of each answer: its response, and who wrote its words
    words: dict[int, tuple[object, ...]] = {}
    copies = Answer.history.filter(response_id__in=[each.pk for each in listed]).order_by("history_id")
    for copy in copies.values_list("id", "response_id", "history_type", "history_user_id", *ANSWER_WORDS):
        answer, response, kind, user, *said = copy
        if kind == "-":
            wrote.pop(answer, None)
            words.pop(answer, None)
        elif words.get(answer) != (said := tuple(said)):
            words[answer], wrote[answer] = said, (response, user)
    own = {response for response, user in wrote.values() if user == by.pk}
    return own | {each.pk for each in listed if each.entered_by_id == by.pk}


def why_not_by(by: User, responses: Iterable[Response]) -> list[str]:
    """Why *by* may not make *responses* public, as a sentence that names them; nothing if they may."""
    listed = list(responses)
    entered = entered_by(by, listed)
    own = [response for response in listed if response.pk in entered]
    prefetch_related_objects(own, "signatories__recipient")
    names = [[each.recipient.name for each in response.signatories.all()] for response in own]
    return [entered_by_yourself(names)] if own else []


def others_who_publish(user: User) -> list[str]:
    """Who besides *user* may publish a response, by name."""
    publishers = User.objects.with_perm("questions.publish_response").exclude(pk=user.pk)
    return [each.get_full_name() or each.get_username() for each in publishers.order_by("username")]


def refuse_own_words(by: User, responses: Iterable[Response]) -> None:
    """Refuse that *by* makes *responses* public that they entered themselves."""
    if reasons := why_not_by(by, responses):
        raise ValidationError([*reasons, "Nothing was published."], code="second_pair_of_eyes")


def shown_with(round_: Round) -> QuerySet[Response]:
    """The responses that readers see as soon as *round_* is published: all, or again those that they saw before."""
    return (
        round_.responses.shown_again() if round_.withdrawn_at is not None else round_.responses.unpublished()
    )
