"""Writing a letter inside the transaction of whoever has something to say."""

from zhujian.kernel import clock
from zhujian.postroom.models import Letter
from zhujian.postroom.states import LetterState
from zhujian.postroom.texts import render


def send_sms(*, to: str, template: str, variables: dict[str, str], subject: str = "") -> Letter:
    """Put a message into the outbox and enqueue its delivery; it leaves after the commit."""
    from zhujian.postroom.jobs import deliver  # noqa: PLC0415 -- the job looks down on this step

    render(template, variables)
    at = clock.now()
    letter = Letter.objects.create(
        template=template,
        variables=variables,
        address=to,
        address_tail=to[-4:],
        subject=subject,
        state=LetterState.QUEUED,
        next_try_at=at,
        created_at=at,
    )
    deliver.enqueue(letter.pk)
    return letter
