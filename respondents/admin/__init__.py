"""The admin of who is asked."""

from respondents.admin.bodies import BodyAdmin, MembershipAdmin
from respondents.admin.parties import PartyAdmin
from respondents.admin.politicians import PoliticianAdmin

__all__ = ["BodyAdmin", "MembershipAdmin", "PartyAdmin", "PoliticianAdmin"]
