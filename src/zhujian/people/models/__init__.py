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
from zhujian.people.models.sessions import OpenSession, PaperCode, PasswordLink
from zhujian.people.models.sign_ins import (
    Counter,
    PendingSignIn,
    RecoveryCode,
    SecondFactor,
    SignInKind,
)
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
    "OpenSession",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "PaperCode",
    "PasswordLink",
    "PendingSignIn",
    "RecoveryCode",
    "Resident",
    "RoleGrant",
    "SecondFactor",
    "SignInKind",
    "User",
]
