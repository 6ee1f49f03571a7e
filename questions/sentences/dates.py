"""Several partial dates in a row: “on 3 and 6 July 2017”, “on 30 December 2016 and 3 January 2017”, “in 2015”."""

from __future__ import annotations

from collections.abc import Sequence

from questions.sentences.words import join_names
from respondents.partial_dates import spell


def in_a_row(dates: Sequence[str], *, this_year: int | None = None) -> list[str]:
    """Days, months and years as parts of a sentence: ["on 3 and 6 July 2017", "in August 2017"].

    Each date is told once. One year stands once in each part, at its end; where the years differ, beside each
    date. Where all are of *this_year*, as in a story that is printed now, it goes without saying.
    """
    told = sorted(set(filter(None, dates)))
    years = {date[:4] for date in told}
    year = years.pop() if len(years) == 1 else None
    if this_year is not None and year == f"{this_year:04d}":
        year = ""
    parts = []
    for length, preposition in ((10, "on"), (7, "in")):
        if together := [date for date in told if len(date) == length]:
            parts.append(f"{preposition} {_together(together, year)}")
    if only_years := [date for date in told if len(date) == 4]:
        parts.append(f"in {join_names(only_years)}")
    return parts


def _together(dates: list[str], year: str | None) -> str:
    """Dates of one length; *year* stands at the end, or beside each date if it is None."""
    if year is None:
        return join_names([spell(date) for date in dates])
    spelt = [spell(date).rsplit(" ", 1)[0] for date in dates]
    if len({date[:7] for date in dates}) == 1 and len(dates) > 1:
        month = spelt[0].split(" ")[1]
        words = f"{join_names([each.split(' ')[0] for each in spelt])} {month}"
    else:
        words = join_names(spelt)
    return f"{words} {year}".rstrip()
