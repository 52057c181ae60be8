"""Tables of the room."""

from zhujian.people.models.mandates import (
    Enterprise,
    EnterpriseKind,
    Invitation,
    Mandate,
    MandateEvidence,
    MandateKind,
)
from zhujian.people.models.organisations import Organisation, OrganisationAlias, OrganisationKind
from zhujian.people.models.sign_ins import Counter, PendingSignIn, SecondFactor, SignInKind
from zhujian.people.models.tokens import ApiToken
from zhujian.people.models.users import Resident, RoleGrant, User

__all__ = [
    "ApiToken",
    "Counter",
    "Enterprise",
    "EnterpriseKind",
    "Invitation",
    "Mandate",
    "MandateEvidence",
    "MandateKind",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "PendingSignIn",
    "Resident",
    "RoleGrant",
    "SecondFactor",
    "SignInKind",
    "User",
]
