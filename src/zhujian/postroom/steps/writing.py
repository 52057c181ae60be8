"""Writing a letter inside the transaction of whoever has something to say: one row each.

The worker takes the rows up within a second; nothing leaves when the transaction fails.
"""

from collections.abc import Mapping

from zhujian.kernel import clock, rows
from zhujian.postroom import rules
from zhujian.postroom.models import Letter
from zhujian.postroom.states import Channel, LetterState, Urgency
from zhujian.postroom.texts import text_of


def send_sms(
    *,
    to: str,
    template: str,
    variables: Mapping[str, str],
    subject: str = "",
    user_ref: str = "",
    organisation: str = "",
    url: str = "",
) -> Letter:
    """Put a short message into the outbox; whoever `user_ref` is reads it on the page as well.

    `organisation` is the slug of whoever has it sent, for its limit; `url` is where the page
    leads.
    """
    return _write(
        channel=Channel.SMS,
        template=template,
        variables=variables,
        address=to,
        subject=subject,
        user_ref=user_ref,
        organisation=organisation,
        url=url,
    )


def send_mail(
    *,
    to: str,
    template: str,
    variables: Mapping[str, str],
    subject: str = "",
    user_ref: str = "",
    organisation: str = "",
    url: str = "",
) -> Letter:
    """Put a mail into the outbox; the same shape as a short message."""
    return _write(
        channel=Channel.MAIL,
        template=template,
        variables=variables,
        address=to,
        subject=subject,
        user_ref=user_ref,
        organisation=organisation,
        url=url,
    )


def tell(
    *,
    user_ref: str,
    template: str,
    variables: Mapping[str, str],
    subject: str = "",
    url: str = "",
) -> Letter:
    """Leave a message on the page of one person, and nowhere else; `user_ref` is `User.ref`."""
    return _write(
        channel=Channel.PAGE,
        template=template,
        variables=variables,
        subject=subject,
        user_ref=user_ref,
        url=url,
    )


def recipient_of(user_ref: str) -> str:
    """Return how the postroom names a person whom it does not know."""
    return f"user:{user_ref}" if user_ref else ""


def _write(
    *,
    channel: Channel,
    template: str,
    variables: Mapping[str, str],
    subject: str,
    user_ref: str,
    url: str,
    address: str = "",
    organisation: str = "",
) -> Letter:
    urgency = text_of(template, variables).urgency
    at = clock.now()
    is_there = channel == Channel.PAGE
    letter = Letter(
        channel=channel,
        urgency=urgency,
        template=template,
        variables=dict(variables),
        address=address,
        address_tail=address[-4:] if channel == Channel.SMS else "",
        recipient=recipient_of(user_ref),
        organisation=organisation,
        subject=subject,
        url=url,
        state=LetterState.SENT if is_there else LetterState.QUEUED,
        sent_at=at if is_there else None,
        next_try_at=at,
        expires_at=at + rules.CODE_LASTS if urgency == Urgency.CODE else None,
        created_at=at,
    )
    rows.insert(letter)
    return letter
