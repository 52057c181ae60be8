"""The beginning of a case, without its transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from zhujian.cases import notices
from zhujian.cases.models import Case, Material
from zhujian.cases.states import MOVES, Channel
from zhujian.cases.steps import wording
from zhujian.cases.steps.checking import KeptFile
from zhujian.cases.steps.notices import give_notice, sealed
from zhujian.cases.steps.party import is_for_bodies
from zhujian.cases.steps.pledging import (
    PledgeMade,
    check_promiser,
    nearest_day,
    settled,
    write_pledges,
)
from zhujian.catalogue.schemas import fields_of
from zhujian.catalogue.steps import ItemForCase
from zhujian.divisions.models import Division
from zhujian.divisions.queries import town_of
from zhujian.kernel import clock, journal, numbers, rows
from zhujian.kernel.deadlines.steps import Begins, Ends, turn
from zhujian.kernel.privacy import mask_name
from zhujian.people.models import Enterprise, Organisation, User

PERSON, ENTERPRISE = "person.name", "enterprise.name"


@dataclass(frozen=True, slots=True)
class Application:
    """Everything a case begins with, checked."""

    item: ItemForCase
    form: Mapping[str, Any]
    applicant: User
    files: Sequence[KeptFile]
    pledges: Sequence[PledgeMade] = ()
    division: Division | None = None
    taken_in_at: Organisation | None = None
    enterprise: Enterprise | None = None
    agent: User | None = None

    @property
    def channel(self) -> str:
        """How it came in: at a window or online."""
        return Channel.ONLINE if self.taken_in_at is None else Channel.WINDOW

    @property
    def name(self) -> str:
        """The applicant's name in full: the enterprise's, else as filled in, else as known."""
        if self.enterprise is not None:
            return self.enterprise.name
        filled = filled_name(self.item.form, self.form, audience=self.item.snapshot.get("audience"))
        return filled or self.applicant.resident.full_name

    @property
    def shown_name(self) -> str:
        """The applicant as lists show him: an enterprise in full, a person masked."""
        if self.enterprise is not None:
            return self.enterprise.name
        return mask_name(self.name) if self.name else self.applicant.shown_name


def open_case(application: Application, *, by: User) -> Case:
    """SVC-04: write a new case with its materials, its first deadline, line and message."""
    item = application.item
    now = clock.now()
    received_on = clock.china_date(now)
    number = numbers.draw("BJ", on=received_on)
    due_on = await_answer(number, received_on=received_on, is_new=True)
    check_promiser(application.applicant, application.pledges)
    pledges = settled(application.pledges, today=received_on)
    case = Case(
        number=number,
        item_code=item.code,
        item_name=item.name,
        item_kind=item.kind_code,
        guide_version=item.version,
        organisation=rows.the(Organisation, slug=item.organisation),
        division=application.division,
        town=town_of(application.division) if application.division else None,
        channel=application.channel,
        taken_in_at=application.taken_in_at,
        taken_in_by=None if application.taken_in_at is None else by,
        applicant=application.applicant,
        enterprise=application.enterprise,
        agent=application.agent,
        applicant_masked=application.shown_name,
        applicant_name=application.name,
        delegated_by=_delegated_by(item),
        form=dict(application.form),
        state=MOVES["submit"].target,
        submitted_at=now,
        received_on=received_on,
        due_on=due_on,
        materials_by_on=nearest_day(pledges),
        **_terms(item),
    )
    rows.insert(case)
    write_files(case, application.files, item.materials)
    if pledges:
        write_pledges(case, pledges, item.materials, at=now)
    paper = wording.receipt(
        case,
        materials=handed_words(item.materials, {file.material_id for file in application.files}),
        deferred=handed_words(item.materials, [one.material_id for one in pledges if one.is_later]),
        answer_by=due_on,
    )
    journal.write(
        verb="case.submit",
        subject=number,
        by=by,
        organisation="",
        data={
            "item": item.code,
            "version": item.version,
            "channel": case.channel,
            "sha256": [file.sha256 for file in application.files],
            **sealed(give_notice(case, paper)),
            "deferred": [one.material_id for one in pledges if one.is_later],
            "promised": [one.material_id for one in pledges if not one.is_later],
        },
    )
    notices.tell_applicant(case, template="case-submitted")
    return case


def await_answer(number: str, *, received_on: date, is_new: bool = False) -> date:
    """SVC-04: let the days run in which whether it is accepted must be answered; return the date.

    What was asked of the applicant before ends with it.
    """
    notice = Begins("SVC-04", received_on, of="notice", title="答复是否受理的期限")
    running = turn(subject=number, ends=[Ends("SVC-04")], begins=[notice], is_new=is_new)
    return running[0].due_on


def write_files(
    case: Case, files: Sequence[KeptFile], materials: Sequence[Mapping[str, Any]]
) -> None:
    """Write down the files that now belong to the case, each with its type of document."""
    types = {one["id"]: one.get("document_type") or "" for one in materials}
    rows.insert(
        *(
            Material(case=case, document_type=types.get(file.material_id, ""), **asdict(file))
            for file in files
        )
    )


def filled_name(
    schema: Mapping[str, Any], form: Mapping[str, Any], *, audience: Collection[str] | None
) -> str:
    """Return a person's name as filled in, or nothing where the form does not ask for it.

    An enterprise in the form may be his employer; it names the applicant only of an item that is
    there for enterprises alone, and where no person is asked for.
    """
    filled: dict[str, str] = {}
    for field in fields_of(schema):
        if form.get(field.name):
            filled.setdefault(field.concept, str(form[field.name]))
    return filled.get(PERSON) or (filled.get(ENTERPRISE, "") if is_for_bodies(audience) else "")


def handed_words(materials: Sequence[Mapping[str, Any]], present: Collection[str]) -> list[str]:
    """Return the names of these materials, in the guide's order."""
    return [material["name"] for material in materials if material["id"] in present]


def _delegated_by(item: ItemForCase) -> str:
    """SVC-03: return in whose name the item is handled under a delegated power, or nothing."""
    delegation = item.snapshot.get("delegated_from")
    return str(delegation["organisation"])[:300] if delegation else ""


def _terms(item: ItemForCase) -> dict[str, Any]:
    return {
        "promised_n": item.promised_n,
        "promised_unit": item.promised_unit,
        "statutory_n": item.statutory_n,
        "statutory_unit": item.statutory_unit,
    }
