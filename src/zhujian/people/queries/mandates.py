"""Readings of enterprises and mandates."""

from dataclasses import dataclass
from enum import StrEnum

from zhujian.kernel import clock, journal
from zhujian.people.models import Enterprise, Invitation, Mandate, MandateKind, User
from zhujian.people.rules import credit_code_problem, normalise_credit_code
from zhujian.web.pages import KeyPage, page_by_key


def mandates_of(user: User) -> list[Mandate]:
    """Return the mandates on which a person may act today, oldest first, with their names."""
    found = Mandate.objects.in_force(on=clock.today()).filter(person=user)
    return list(found.with_names().order_by("pk"))


def enterprises_of(user: User) -> list[Enterprise]:
    """Return the enterprises for which a person may act today."""
    return [mandate.enterprise for mandate in mandates_of(user) if mandate.enterprise is not None]


def principals_of(user: User) -> list[User]:
    """Return the persons for whom a person may act today."""
    return [mandate.principal for mandate in mandates_of(user) if mandate.principal is not None]


def is_head_of(user: User, enterprise: Enterprise) -> bool:
    """Say whether a person is the verified legal representative of an enterprise today."""
    heads = Mandate.objects.in_force(on=clock.today())
    return heads.filter(
        person=user, enterprise=enterprise, kind=MandateKind.LEGAL_REPRESENTATIVE
    ).exists()


class Standing(StrEnum):
    """How a mandate stands today."""

    RUNNING = "running"
    PENDING = "pending"
    ENDED = "ended"
    REFUSED = "refused"


STANDING_WORDS = {
    Standing.RUNNING: ("有效", "done"),
    Standing.PENDING: ("等待窗口核验", "waiting"),
    Standing.ENDED: ("已结束", "quiet"),
    Standing.REFUSED: ("未通过核验", "overdue"),
}


@dataclass(frozen=True, slots=True)
class MandateRow:
    """A mandate as a page shows it: with the words of its state, and why it was turned down."""

    mandate: Mandate
    standing: Standing
    words: str
    sign: str
    reason: str = ""


def row_of(mandate: Mandate) -> MandateRow:
    """Return a mandate with how it stands today."""
    standing = _standing(mandate)
    words, sign = STANDING_WORDS[standing]
    return MandateRow(mandate, standing, words, sign, reason=_reason(mandate, standing))


def _standing(mandate: Mandate) -> Standing:
    if mandate.is_in_force(on=clock.today()):
        return Standing.RUNNING
    if mandate.confirmed_at is not None:
        return Standing.ENDED
    return Standing.PENDING if mandate.revoked_at is None else Standing.REFUSED


def _reason(mandate: Mandate, standing: Standing) -> str:
    if standing is not Standing.REFUSED:
        return ""
    lines = journal.lines_of(mandate.subject, audiences=[journal.Audience.PARTIES])
    return next((line.note for line in reversed(lines) if line.verb == "mandate.refuse"), "")


@dataclass(frozen=True, slots=True)
class MandateBoard:
    """All of one person's acting for others, and of others for him."""

    held: list[MandateRow]
    given: list[MandateRow]
    asked: list[Invitation]
    asking: list[Invitation]


SHOWN = 50


def mandate_board(user: User) -> MandateBoard:
    """Return for whom a person acts, who acts for him, and what waits for an answer."""
    at = clock.now()
    open_ones = Invitation.objects.filter(closed_at=None, expires_at__gt=at)
    named = open_ones.select_related("enterprise", "principal__resident").order_by("-pk")
    index = user.resident.phone_index
    held = Mandate.objects.filter(person=user).with_names().order_by("-pk")[:SHOWN]
    given = Mandate.objects.filter(principal=user).with_names().order_by("-pk")[:SHOWN]
    return MandateBoard(
        held=[row_of(mandate) for mandate in held],
        given=[row_of(mandate) for mandate in given],
        asked=list(named.filter(phone_index=index).exclude(made_by=user)) if index else [],
        asking=list(named.filter(principal=user)),
    )


@dataclass(frozen=True, slots=True)
class EnterprisePage:
    """An enterprise as somebody who acts for it sees it; the rest is for its head alone."""

    enterprise: Enterprise
    own: MandateRow
    is_head: bool
    others: list[MandateRow]
    asking: list[Invitation]


def enterprise_page(user: User, ref: str) -> EnterprisePage | None:
    """Return an enterprise for which a person may act today, or None."""
    found = Mandate.objects.in_force(on=clock.today()).filter(person=user, enterprise__ref=ref)
    own = found.with_names().first()
    if own is None or own.enterprise is None:
        return None
    is_head = own.kind == MandateKind.LEGAL_REPRESENTATIVE
    others = Mandate.objects.filter(enterprise=own.enterprise).exclude(pk=own.pk)
    asking = Invitation.objects.filter(
        enterprise=own.enterprise, closed_at=None, expires_at__gt=clock.now()
    )
    confirmed = others.filter(confirmed_at__isnull=False).with_names().order_by("-pk")
    return EnterprisePage(
        own.enterprise,
        row_of(own),
        is_head,
        [row_of(mandate) for mandate in confirmed[:SHOWN]] if is_head else [],
        list(asking.order_by("-pk")[:SHOWN]) if is_head else [],
    )


def pending_claims(*, after: str = "", size: int = 30) -> KeyPage[Mandate]:
    """Return one page of the claims that wait for a clerk, the oldest first."""
    waiting = Mandate.objects.pending().filter(enterprise__isnull=False)
    return page_by_key(waiting.with_names(), after=after, size=size)


def waiting_claims(user: User) -> int:
    """Return how many claims wait for a clerk."""
    del user
    return Mandate.objects.pending().filter(enterprise__isnull=False).count()


def find_enterprises(text: str) -> list[Enterprise]:
    """Return the enterprises of a whole credit code, or of its last four characters."""
    code = normalise_credit_code(text)
    if credit_code_problem(code) is None:
        return list(Enterprise.objects.of_code(code))
    if len(code) == 4:
        return list(Enterprise.objects.filter(credit_code_tail=code).order_by("pk")[:20])
    return []


def mandates_for(enterprise: Enterprise) -> list[MandateRow]:
    """Return all mandates for an enterprise, the newest first."""
    found = Mandate.objects.filter(enterprise=enterprise).with_names().order_by("-pk")
    return [row_of(mandate) for mandate in found[:SHOWN]]


def invitations_waiting(user: User) -> int:
    """Return how many invitations wait for a person's answer."""
    index = user.resident.phone_index
    waiting = Invitation.objects.filter(closed_at=None, expires_at__gt=clock.now())
    return waiting.filter(phone_index=index).exclude(made_by=user).count() if index else 0
