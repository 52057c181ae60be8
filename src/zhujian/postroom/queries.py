"""Readings of the outbox for pages and rooms above."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from zhujian.postroom.models import Choice, Letter, Spent, TemplateId
from zhujian.postroom.models import LetterQuerySet as Letters
from zhujian.postroom.rules import Limits
from zhujian.postroom.states import LetterState
from zhujian.postroom.steps import limits_in_force, recipient_of
from zhujian.postroom.texts import TEXTS, shown

WORRYING = (LetterState.QUEUED, LetterState.FAILED, LetterState.UNDELIVERED)


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as the person it is for reads it."""

    pk: int
    title: str
    text: str
    subject: str
    url: str
    at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class Registered:
    """One text as the administrator sees it: its words, its length, the carrier's id."""

    template: str
    title: str
    words: str
    urgency: str
    carrier_id: str


@dataclass(frozen=True, slots=True)
class Ways:
    """What a person chose."""

    is_sms_wanted: bool = True
    mail: str = ""


def messages_of(user_ref: str) -> Letters:
    """Return the messages of a person, to be paged by key (`-pk`)."""
    return Letter.objects.addressed_to(recipient_of(user_ref))


def unread_count(user_ref: str) -> int:
    """Return how many messages a person has not marked as read."""
    return messages_of(user_ref).unread().count()


def as_shown(letter: Letter) -> Shown:
    """Return a message in the words of the page."""
    title, text = shown(letter.template, letter.variables)
    return Shown(
        letter.pk,
        title,
        text,
        letter.subject,
        letter.url,
        letter.created_at,
        letter.read_at is not None,
    )


def title_of(letter: Letter) -> str:
    """Return what kind of message a letter is, without what stands in it."""
    text = TEXTS.get(letter.template)
    return text.title if text else letter.template


def ways_of(user_ref: str) -> Ways:
    """Return what a person chose, or what holds for whoever chose nothing."""
    row = Choice.objects.filter(recipient=recipient_of(user_ref)).first()
    return Ways(row.is_sms_wanted, row.mail) if row else Ways()


def mails_of(user_refs: list[str]) -> dict[str, str]:
    """Return the mail addresses that persons left for their digest, by reference."""
    rows = Choice.objects.filter(recipient__in=[recipient_of(ref) for ref in user_refs])
    return {row.recipient.removeprefix("user:"): row.mail for row in rows if row.mail}


def returned_letter(subject: str) -> Letter | None:
    """Return the latest short message about a file where it did not arrive, else nothing."""
    latest = Letter.objects.filter(subject=subject, channel="sms").order_by("-pk").first()
    if latest is None or latest.state not in {LetterState.UNDELIVERED, LetterState.FAILED}:
        return None
    return latest


def outbox(state: str = "") -> Letters:
    """Return the letters that leave the house, in one state or all, to be paged by key (`-pk`)."""
    found = Letter.objects.exclude(channel="page")
    return found.in_state(state) if state else found


def worrying_counts() -> dict[str, int]:
    """Return how many letters wait, were given up, did not arrive."""
    rows = (
        Letter.objects.filter(state__in=WORRYING)
        .order_by()
        .values_list("state")
        .annotate(n=Count("pk"))
    )
    return {**dict.fromkeys(map(str, WORRYING), 0), **dict(rows)}


def registered_texts() -> list[Registered]:
    """Return every text with the id under which the carrier knows it."""
    ids = dict(TemplateId.objects.values_list("template", "carrier_id"))
    return [
        Registered(name, text.title, text.registered, text.urgency.label, ids.get(name, ""))
        for name, text in TEXTS.items()
    ]


def limits() -> Limits:
    """Return the limits in force."""
    return limits_in_force()


def spent_in(window: str) -> int:
    """Return how many messages were counted in a window of the house."""
    return Spent.objects.filter(key=window).values_list("n", flat=True).first() or 0
