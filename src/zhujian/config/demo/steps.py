"""What the people of the demo city do, each by the action of its room."""

import re
from datetime import timedelta
from functools import cached_property
from typing import Any

from zhujian.cases import actions
from zhujian.cases.models import Case
from zhujian.cases.states import Procedure
from zhujian.cases.steps import HandedFile
from zhujian.catalogue.schemas import example_of, fields_of
from zhujian.config.demo.papers import paper
from zhujian.config.demo.people import BODIES, OFFICES, TOWN_CLERKS, login_of
from zhujian.config.demo.stories import SAID, Story, chosen_stars
from zhujian.config.demo.texts import EXTENDED, FIXED, MISSING, NOT_ACCEPTED, REFUSED, REVOKED
from zhujian.divisions.queries import find_division, town_of
from zhujian.kernel import clock
from zhujian.kernel.actors import TIMER
from zhujian.people.models import Mandate, Resident, User
from zhujian.people.roles import Role
from zhujian.ratings.actions import give_rating
from zhujian.ratings.options import options_of
from zhujian.window.actions import take_in

CORRECTED_WITHIN = 15
PLACES = {one: office for office, organisations in OFFICES.items() for one in organisations}


class Doing:
    """The steps of stories; people are read once."""

    @cached_property
    def _staff(self) -> dict[str, User]:
        return {user.login or "": user for user in User.objects.exclude(login=None)}

    @cached_property
    def _residents(self) -> dict[str, User]:
        return {row.phone: row.user for row in Resident.objects.select_related("user")}

    @cached_property
    def _mandates(self) -> dict[str, Mandate]:
        given = Mandate.objects.filter(enterprise__isnull=False).select_related("enterprise")
        return {one.enterprise.name: one for one in given if one.enterprise is not None}

    def submit(self, story: Story) -> None:
        """Apply online."""
        case = actions.submit_case(
            by=self._residents[story.person.phone],
            item_code=story.item.code,
            form=_filling(story),
            materials=_papers(story),
            division=story.division,
            mandate=self._mandates[story.firm.name] if story.firm else None,
        )
        story.number = case.number

    def take_in(self, story: Story) -> None:
        """Hand an application in at a window."""
        clerk = self._clerk(story)
        draft = actions.begin_draft(
            by=clerk,
            item_code=story.item.code,
            applicant=self._residents[story.person.phone],
            form=_filling(story),
        )
        for file in _papers(story):
            actions.attach_file(by=clerk, ref=draft.ref, file=file)
        story.number = take_in(by=clerk, ref=draft.ref).number

    def accept(self, story: Story) -> None:
        """Accept what came in online."""
        actions.accept_case(by=self._handler(story), number=story.number)

    def deem_accepted(self, story: Story) -> None:
        """Nobody answered: the timer accepts."""
        actions.deem_case_accepted(by=TIMER, number=story.number)

    def request_correction(self, story: Story) -> None:
        """Say once what is missing."""
        required = [one["name"] for one in story.item.materials if one["required"] == "required"]
        named = required[: 1 + story.index % 2] or ["申请表"]
        actions.request_correction_of_case(
            by=self._handler(story),
            number=story.number,
            missing=[MISSING[story.index % len(MISSING)].format(name=name) for name in named],
            by_on=clock.today() + timedelta(days=CORRECTED_WITHIN),
        )

    def submit_correction(self, story: Story) -> None:
        """Send again what was missing."""
        actions.submit_correction_of_case(
            by=self._residents[story.person.phone],
            number=story.number,
            materials=_papers(story, mark="again")[:1],
            note="已按要求重新上传，请查收。",
        )

    def refuse(self, story: Story) -> None:
        """Do not accept, with the reason."""
        words, authority = story.chance.choice(NOT_ACCEPTED)
        actions.refuse_case(
            by=self._handler(story), number=story.number, note=words, authority=authority
        )

    def pay(self, story: Story) -> None:
        """Pay what the guide charges: nothing is delivered before."""
        by = self._handler(story)
        asked = re.search(r"(\d+) 元", story.item.snapshot["fee"]["standard"])
        amount = asked[1] if asked else "200"
        fee = actions.charge_fee(by=by, number=story.number, amount=amount)
        how = ("scan", "scan", "cash", "card")[story.index % 4]
        receipt = f"演票{story.index:06d}"
        actions.pay_fee(by=by, number=story.number, fee=fee.pk, how=how, receipt_number=receipt)

    def suspend(self, story: Story) -> None:
        """Let the clock stand still for a listed procedure."""
        actions.suspend_case(
            by=self._handler(story),
            number=story.number,
            procedure=story.chance.choice([Procedure.EXPERT_REVIEW, *Procedure]),
            days=story.rest,
        )

    def resume(self, story: Story) -> None:
        """Go on before the time that was told is over."""
        actions.resume_case(by=self._handler(story), number=story.number)

    def resume_on_time(self, story: Story) -> None:
        """Go on because the time that was told is over."""
        actions.resume_case_on_time(by=TIMER, number=story.number)

    def extend(self, story: Story) -> None:
        """Take ten days more, before the date."""
        actions.extend_case(
            by=self._approver(story),
            number=story.number,
            days=10,
            note=EXTENDED[story.index % len(EXTENDED)],
        )

    def decide(self, story: Story) -> None:
        """Grant, as a rule."""
        actions.decide_case(
            by=self._approver(story),
            number=story.number,
            outcome="refused" if story.is_refused else "granted",
            note=REFUSED[story.index % len(REFUSED)] if story.is_refused else "",
        )

    def correct(self, story: Story) -> None:
        """Put a mistake in a decision right."""
        words = FIXED[story.index % len(FIXED)]
        actions.correct_case(by=self._approver(story), number=story.number, note=words)

    def revoke(self, story: Story) -> None:
        """Take a decision back."""
        words = REVOKED[story.index % len(REVOKED)]
        actions.revoke_case(by=self._approver(story), number=story.number, note=words)

    def deliver(self, story: Story) -> None:
        """Hand the result over."""
        ways = ("counter", "counter", "post") if story.is_at_window else ("electronic", "post")
        actions.deliver_case(
            by=self._handler(story), number=story.number, how=ways[story.index % len(ways)]
        )

    def withdraw(self, story: Story) -> None:
        """Take an application back."""
        actions.withdraw_case(
            by=self._residents[story.person.phone],
            number=story.number,
            note="填错了项目，改好以后重新申请。",
        )

    def rate(self, story: Story) -> None:
        """Say how it was."""
        stars = chosen_stars(story)
        options = story.chance.sample(sorted(options_of(stars)), k=story.chance.randint(1, 2))
        is_told = story.chance.random() < (0.25 if stars > 2 else 0.8)
        give_rating(
            token=Case.objects.values_list("rating_token", flat=True).get(number=story.number),
            stars=stars,
            options=options,
            text=story.chance.choice(SAID[stars]) if is_told else "",
        )

    def leave_a_draft(self, story: Story) -> None:
        """Let a resident have begun something today and not finished it."""
        resident = self._residents[story.person.phone]
        draft = actions.begin_draft(by=resident, item_code=story.item.code)
        typed = dict(list(_filling(story).items())[:2])
        actions.save_draft(by=resident, ref=draft.ref, form=typed)

    def _handler(self, story: Story) -> User:
        return self._staff[login_of(Role.HANDLER, PLACES[story.item.organisation])]

    def _approver(self, story: Story) -> User:
        return self._staff[login_of(Role.APPROVER, PLACES[story.item.organisation])]

    def _clerk(self, story: Story) -> User:
        """The town's own clerk where it has one and the item is handled there, else the hall's."""
        town = town_of(place) if (place := find_division(story.division)) else None
        name = _CLERKS.get(town.code, "clerk") if town else "clerk"
        return self._staff[name]


_CLERKS = dict(
    zip(
        ("510683001000", "510683115000", "510683116000", "510683106000"),
        TOWN_CLERKS.values(),
        strict=True,
    )
)


def _filling(story: Story) -> dict[str, Any]:
    """Return the item's own example, told by this person."""
    own = {
        "person.name": story.person.name,
        "person.id_number": story.person.id_number,
        "person.phone": story.person.phone,
        "enterprise.name": story.firm.name if story.firm else _body_name(story),
    }
    if story.firm:
        own["enterprise.uscc"] = story.firm.credit_code
        own["enterprise.legal_representative"] = story.person.name
    example = dict(example_of(story.item.form))
    for one in fields_of(story.item.form):
        if one.name in example and one.concept in own:
            example[one.name] = own[one.concept]
    return example


def _body_name(story: Story) -> str:
    """Return an applicant that the item is meant for: a firm where firms may apply."""
    audience = story.item.snapshot["audience"]
    fitting = next(
        (names for word, names in BODIES.items() if word in audience), BODIES["企业法人"]
    )
    return fitting[story.index % len(fitting)]


def _papers(story: Story, mark: str = "") -> list[HandedFile]:
    """Return what the guide demands; what may follow later follows later for one in three."""
    wanted = {"required"} if story.index % 3 == 0 else {"required", "deferrable"}
    return [
        HandedFile(
            material_id=material["id"],
            filename=f"{material['name'][:30]}.pdf",
            content=paper(f"{story.index}-{material['id']}{mark}"),
        )
        for material in story.item.materials
        if material["required"] in wanted
    ]
