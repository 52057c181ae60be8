"""Messages that this room sends."""

from zhujian.people.codes import code_of
from zhujian.people.models import Invitation, Mandate, PendingSignIn
from zhujian.postroom.steps import send_sms

NAME_SHOWN = 20  # carriers take short values only


def send_sign_in_code(*, phone: str, code: str, subject: str) -> None:
    """Send a resident the code that proves the phone."""
    send_sms(to=phone, template="sign-in-code", variables={"code": code}, subject=subject)


def send_phone_code(pending: PendingSignIn) -> None:
    """Send the code that proves a new phone, or that the old one is still held."""
    send_sms(
        to=pending.phone,
        template="phone-code",
        variables={"code": code_of(pending)},
        subject=f"sign-in:{pending.pk}",
    )


def send_agency_code(pending: PendingSignIn, *, agent: str) -> None:
    """Send the principal the code with which he lets somebody act for him."""
    send_sms(
        to=pending.phone,
        template="mandate-code",
        variables={"agent": agent, "code": code_of(pending)},
        subject=f"sign-in:{pending.pk}",
    )


def send_invitation(invitation: Invitation) -> None:
    """Tell whoever answers at a number that he was asked to act for somebody."""
    send_sms(
        to=invitation.phone,
        template="mandate-invitation",
        variables={"principal": invitation.principal_name[:NAME_SHOWN]},
        subject=f"invitation:{invitation.ref}",
    )


def send_mandate_answer(mandate: Mandate, *, is_confirmed: bool) -> None:
    """Tell who claimed to act for an enterprise what the window found."""
    resident = mandate.person.resident
    if resident.phone:
        send_sms(
            to=resident.phone,
            template="mandate-confirmed" if is_confirmed else "mandate-refused",
            variables={},
            subject=mandate.subject,
        )
