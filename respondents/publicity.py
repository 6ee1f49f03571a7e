"""Whether readers see, or have ever seen, anything of a row.

Who is asked knows nothing of publication: whoever publishes rows registers here when that is, for each kind of row.
"""

from __future__ import annotations

from functools import singledispatch

from django.db import models


@singledispatch
def concerns_readers(row: models.Model) -> bool:  # noqa: ARG001 - the answer for a kind of row that nothing is registered for
    """Whether readers see anything of *row*, on a page of its own or as a part of one, have seen it, or will.

    `was_public` of a model is narrower: it tells whether readers have seen the row by a moment, so that a change
    has to be told to them.
    """
    return False
