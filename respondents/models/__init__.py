"""Who is asked."""

from respondents.models.addresses import AddressedModel, FormerAddress, former_addresses
from respondents.models.bodies import Body, FormerBodySlug
from respondents.models.contacts import AddressKind, ContactAddress
from respondents.models.editorial import (
    EditedMeanwhileError,
    EditorialModel,
    EditorialQuerySet,
    UnrecordedChangeError,
)
from respondents.models.memberships import Membership, Tenure
from respondents.models.parties import FormerPartySlug, Party
from respondents.models.politicians import FormerSlug, Identifier, Politician, sort_name_of

__all__ = [
    "AddressKind",
    "AddressedModel",
    "Body",
    "ContactAddress",
    "EditedMeanwhileError",
    "EditorialModel",
    "EditorialQuerySet",
    "FormerAddress",
    "FormerBodySlug",
    "FormerPartySlug",
    "FormerSlug",
    "Identifier",
    "Membership",
    "Party",
    "Politician",
    "Tenure",
    "UnrecordedChangeError",
    "former_addresses",
    "sort_name_of",
]
