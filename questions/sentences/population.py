"""Whom a round asked, as a sentence goes on after “three of the nine …”: “MPs”, “who were asked”."""

from __future__ import annotations

import re

from questions.counting import Count
from questions.models import Round
from questions.sentences.words import isolated, number_words

WHO_WERE_ASKED = "who were asked"
# What may stand alone once the whole list has been named: “the nine MPs” after “all nine Norfolk MPs”.
NOUNS = {"AMs", "MLAs", "MPs", "MSPs", "MSs", "candidates", "councillors", "members", "peers"}
ENDS_THE_NOUN = re.compile(
    r" (?:at|elected|for|from|in|of|on|representing|serving|sitting|standing|that|to|whose|who|with)\b"
)


def those_asked(round_: Round, count: Count) -> str:
    """What those asked are called after their number: “MPs” where the population is “all nine Norfolk MPs”.

    Where the population does not begin with the very number asked: “who were asked”. Words that may change who
    is meant (“former MPs”, “MPs and councillors”) are left whole.
    """
    numbers = {number_words(count.asked), str(count.asked)}
    many = "|".join(re.escape(number) for number in sorted(numbers))
    opening = rf"(?:(?:all )?(?:of )?(?:the )?(?:{many})|both(?: the)?)" if count.asked == 2 else ""
    opening = opening or rf"(?:all )?(?:of )?(?:the )?(?:{many})"
    found = re.fullmatch(rf"{opening} (.+)", round_.population.strip().rstrip("."), re.IGNORECASE)
    if found is None or ENDS_THE_NOUN.match(f" {found[1]}"):
        return WHO_WERE_ASKED
    whole: str = found[1]
    *names, noun = ENDS_THE_NOUN.split(whole, maxsplit=1)[0].split()
    if noun in NOUNS and all(name[0].isupper() for name in names) and "," not in whole:
        return noun
    return isolated(whole)
