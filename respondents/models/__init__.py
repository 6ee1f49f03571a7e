"""Who is asked."""

from respondents.models.bodies import Body
from respondents.models.contacts import AddressKind, ContactAddress
from respondents.models.editorial import (
    EditedMeanwhileError,
    EditorialModel,
    EditorialQuerySet,
    UnrecordedChangeError,
)
from respondents.models.memberships import Membership, Tenure
from respondents.models.parties import Party
from respondents.models.politicians import FormerSlug, Identifier, Politician, sort_name_of

__all__ = [
    "AddressKind",
    "Body",
    "ContactAddress",
    "EditedMeanwhileError",
    "EditorialModel",
    "EditorialQuerySet",
    "FormerSlug",
    "Identifier",
    "Membership",
    "Party",
    "Politician",
    "Tenure",
    "UnrecordedChangeError",
    "sort_name_of",
]
