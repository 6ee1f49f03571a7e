"""Whether readers see, or have ever seen, anything of a row.

Who is asked knows nothing of publication: whoever publishes rows registers here when that is, for each kind of row.
"""

from __future__ import annotations

from functools import singledispatch

from django.db import models


@singledispatch
def was_public(row: models.Model) -> bool:  # noqa: ARG001 - the answer for a kind of row that nothing is registered for
    """Whether *row* was ever public, on a page of its own or as a part of one, or has a moment set to become so."""
    return False
