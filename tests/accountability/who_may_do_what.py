"""Who may open which address, and send something to it: one line for every address of the site.

Each line says what becomes of a bare GET and of an empty POST, for everybody in turn. An address whose answer
changes once readers see what it is about has two: of a draft, then of what is public. `200` is being let in (an
empty POST never does anything), `403` a refusal, `404` that nothing is known there, `302` being sent elsewhere.
"""

from __future__ import annotations

from typing import NamedTuple


class Answers(NamedTuple):
    """What everybody who is signed in gets, as ``GET/POST``; *nobody* is staff without a group."""

    nobody: str
    viewer: str
    reporter: str
    publisher: str
    administrator: str


def nobody_but(nobody: str, others: str) -> Answers:
    """One answer for staff without a group, another for everybody else."""
    return Answers(nobody, others, others, others, others)


def administrators_alone(others: str, administrator: str) -> Answers:
    """One answer for administrators, another for everybody else."""
    return Answers(others, others, others, others, administrator)


def everybody(answer: str) -> Answers:
    """The same for all of them."""
    return Answers(answer, answer, answer, answer, answer)


Line = Answers | tuple[Answers, Answers]

# Kinds of pages. What readers may see of the public pages is the same for everybody who is signed in.
READ = everybody("200/405")
READ_ONCE_PUBLIC = (everybody("404/405"), READ)
ANY_STAFF = everybody("200/200")
LIST = nobody_but("403/403", "200/200")
ADD = Answers("403/403", "403/403", "200/200", "200/200", "200/200")
ADD_BY_PUBLISHERS = Answers("403/403", "403/403", "403/403", "200/200", "200/200")
NEVER_ADDED = everybody("403/403")
LOOK = nobody_but("404/404", "200/200")
CHANGE = Answers("404/404", "200/403", "200/200", "200/200", "200/200")
CHANGE_BY_PUBLISHERS = Answers("404/404", "200/403", "200/403", "200/200", "200/200")
CHANGE_UNLESS_PUBLIC = (CHANGE, CHANGE_BY_PUBLISHERS)
# Here an empty POST finds nothing to change.
CHANGE_IN_PART_ONCE_PUBLIC = (CHANGE, Answers("404/404", "200/403", "200/302", "200/200", "200/200"))
ACT = Answers("404/404", "403/403", "200/200", "200/200", "200/200")
ACT_OF_PUBLISHERS = Answers("404/404", "403/403", "403/403", "200/200", "200/200")
ACT_UNLESS_PUBLIC = (ACT, ACT_OF_PUBLISHERS)
NEVER_DELETED = nobody_but("404/404", "403/403")
DELETE_UNLESS_PUBLIC = (ACT, NEVER_DELETED)
LIST_OF_ADMINISTRATORS = administrators_alone("403/403", "200/200")
FOR_ADMINISTRATORS = administrators_alone("404/404", "200/200")


def pages_of(
    model: str, *, change: Line, add: Answers = ADD, delete: Line = DELETE_UNLESS_PUBLIC
) -> dict[str, Line]:
    """The five pages that the admin has for every model."""
    return {
        f"admin:{model}_changelist": LIST,
        f"admin:{model}_add": add,
        f"admin:{model}_change": change,
        f"admin:{model}_delete": delete,
        f"admin:{model}_history": LOOK,
    }


TABLE: dict[str, Line] = {
    # Readers' pages: they only read.
    "home": READ,
    "about": READ,
    "how-we-count": READ,
    "answers": READ,
    "corrections": READ,
    "non-respondents": READ,
    "politicians": READ,
    "compare": READ,
    "campaign": READ_ONCE_PUBLIC,
    "round": READ_ONCE_PUBLIC,
    "round-all": READ_ONCE_PUBLIC,
    "question": READ_ONCE_PUBLIC,
    "politician": READ_ONCE_PUBLIC,
    "party": READ_ONCE_PUBLIC,
    "body": READ_ONCE_PUBLIC,
    # What programs read.
    "feed": READ,
    "corrections-feed": READ,
    "campaign-feed": READ_ONCE_PUBLIC,
    "round-feed": READ_ONCE_PUBLIC,
    "politician-feed": READ_ONCE_PUBLIC,
    "round-card": READ_ONCE_PUBLIC,
    "robots": READ,
    "sitemap": READ,
    "sitemap-section": READ,
    "preview": (READ, everybody("302/405")),
    "preview-all": (READ, everybody("302/405")),
    "preview-question": (READ, everybody("302/405")),
    # The frame of the admin.
    "admin:index": ANY_STAFF,
    "admin:app_list": nobody_but("404/404", "200/200"),
    "admin:autocomplete": nobody_but("403/405", "200/405"),
    "admin:jsi18n": everybody("200/405"),
    "admin:password_change": ANY_STAFF,
    "admin:password_change_done": everybody("200/405"),
    "admin:login": everybody("302/200"),
    "admin:logout": everybody("405/200"),
    # Who is asked. No page of the readers shows seats.
    **pages_of("respondents_party", change=CHANGE_UNLESS_PUBLIC),
    **pages_of("respondents_body", change=CHANGE_UNLESS_PUBLIC),
    **pages_of("respondents_politician", change=CHANGE),
    **pages_of("respondents_membership", change=CHANGE, delete=ACT),
    "admin:respondents_politician_merge": ACT_OF_PUBLISHERS,
    "admin:respondents_politician_erase": ACT,
    # What is asked. The private notes of a round, a recipient, an approach and a source stay open to reporters.
    **pages_of("questions_campaign", change=CHANGE_UNLESS_PUBLIC),
    **pages_of("questions_round", change=CHANGE),
    **pages_of("questions_question", change=CHANGE_UNLESS_PUBLIC),
    **pages_of("questions_recipient", change=CHANGE),
    **pages_of("questions_nonrespondent", change=CHANGE, add=NEVER_ADDED, delete=NEVER_DELETED),
    **pages_of("questions_approach", change=CHANGE_IN_PART_ONCE_PUBLIC),
    "admin:questions_round_desk": LOOK,
    "admin:questions_round_output": nobody_but("404/404", "200/405"),
    "admin:questions_round_changes": LOOK,
    "admin:questions_round_silences": CHANGE,
    "admin:questions_round_approaches": ACT,
    "admin:questions_round_deadline": ACT_UNLESS_PUBLIC,
    "admin:questions_round_members": ACT_UNLESS_PUBLIC,
    "admin:questions_round_names": ACT_UNLESS_PUBLIC,
    "admin:questions_round_follow_up": ACT,
    "admin:questions_round_preview": (LOOK, nobody_but("404/404", "302/302")),
    "admin:questions_round_preview_all": (LOOK, nobody_but("404/404", "302/302")),
    "admin:questions_round_preview_question": (LOOK, nobody_but("404/404", "302/302")),
    "admin:questions_round_previews": ACT_OF_PUBLISHERS,
    "admin:questions_round_publish": ACT_OF_PUBLISHERS,
    "admin:questions_round_withdraw": ACT_OF_PUBLISHERS,
    # What came back.
    **pages_of("questions_response", change=CHANGE_UNLESS_PUBLIC),
    **pages_of("questions_answer", change=CHANGE_UNLESS_PUBLIC, add=NEVER_ADDED),
    **pages_of("questions_source", change=CHANGE_IN_PART_ONCE_PUBLIC),
    **pages_of(
        "questions_correction",
        change=(CHANGE_BY_PUBLISHERS, Answers("404/404", "200/403", "200/403", "200/302", "200/302")),
        add=ADD_BY_PUBLISHERS,
        delete=(ACT_OF_PUBLISHERS, NEVER_DELETED),
    ),
    # Who publishes this: readers see it at once, and there is always one.
    **pages_of("questions_publisher", change=CHANGE_BY_PUBLISHERS, add=NEVER_ADDED, delete=NEVER_DELETED),
    "admin:questions_response_publish": ACT_OF_PUBLISHERS,
    "admin:questions_response_withdraw": ACT_OF_PUBLISHERS,
    "admin:questions_response_strike": ACT_OF_PUBLISHERS,
    "admin:questions_answer_withhold": ACT_UNLESS_PUBLIC,
    # Sign-ins and groups.
    "admin:auth_user_changelist": LIST_OF_ADMINISTRATORS,
    "admin:auth_user_add": LIST_OF_ADMINISTRATORS,
    "admin:auth_user_change": FOR_ADMINISTRATORS,
    "admin:auth_user_delete": administrators_alone("404/404", "403/403"),
    "admin:auth_user_history": FOR_ADMINISTRATORS,
    "admin:auth_user_password_change": FOR_ADMINISTRATORS,
    "admin:auth_group_changelist": LIST_OF_ADMINISTRATORS,
    "admin:auth_group_add": LIST_OF_ADMINISTRATORS,
    "admin:auth_group_change": FOR_ADMINISTRATORS,
    "admin:auth_group_delete": FOR_ADMINISTRATORS,
    "admin:auth_group_history": FOR_ADMINISTRATORS,
}

# What whoever is not signed in, or was switched off, gets of every address of the admin.
SIGN_IN_FIRST = "302/403"
SIGN_IN_OTHERWISE = {"admin:login": "200/200", "admin:logout": "302/302"}
