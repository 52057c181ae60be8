"""The demo city: loaded by the rooms' actions, verified, loaded only once and only when empty."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from zhujian.cases.models import Case
from zhujian.cases.states import CaseState
from zhujian.config.cli import main
from zhujian.config.demo import load, loading, play, verify, verifying
from zhujian.config.demo.city import read_city
from zhujian.config.demo.loading import SEED, is_loaded
from zhujian.config.demo.people import ACCOUNTS, PASSWORD, residents
from zhujian.config.demo.progress import Progress, broken_off
from zhujian.config.demo.steps import Doing
from zhujian.config.demo.stories import STORIES
from zhujian.divisions.models import Division
from zhujian.kernel import clock, journal
from zhujian.kernel.privacy import detect
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role
from zhujian.places.models import Place
from zhujian.ratings.models import Rating

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FEW = 60  # cases: enough for every state that somebody must still do something about
OPEN = {
    CaseState.SUBMITTED,
    CaseState.CORRECTING,
    CaseState.ACCEPTED,
    CaseState.SUSPENDED,
    CaseState.DECIDED,
    CaseState.DELIVERED,
}


@pytest.fixture(autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Fifty passwords take longer to hash than all cases to happen."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def few_items(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_city()
    small = replace(whole, items=whole.items[:30])
    for module in (loading, verifying):
        monkeypatch.setattr(module, "read_city", lambda: small)


@pytest.fixture(autouse=True)
def _no_traces_in_the_home() -> Iterator[None]:
    yield
    for name in ("demo.json", "demo.started"):
        (settings.HOME / name).unlink(missing_ok=True)


def accounts_file() -> Path:
    return settings.HOME / "demo.json"


def test_the_city_loads_and_its_figures_are_right() -> None:
    assert load(cases=FEW)

    assert [str(figure) for figure in verify() if not figure.is_right] == []
    assert set(Case.objects.values_list("state", flat=True)) >= OPEN
    assert Case.objects.count() == FEW
    assert Case.objects.filter(due_on__lt=clock.today(), state=CaseState.ACCEPTED).exists()
    assert Place.objects.get(slug="city-hall").windows.count() >= 40
    for town in Place.objects.filter(category="hall", organisation__kind="town"):
        assert 3 <= town.windows.count() <= 6
        assert town.items_count >= 100
    assert journal.verify().is_clean
    instants = list(journal.Line.objects.filter(verb__startswith="case.").order_by("sequence"))
    assert [line.at for line in instants] == sorted(line.at for line in instants)
    _check_plan()
    _check_accounts()
    _check_second_load()


def _check_plan() -> None:
    """The whole year as a plan: the same each time, with every step, before today."""
    first, again = _plan(), _plan()

    assert first == again
    assert len({index for _, index, _ in first}) == STORIES
    assert {step for _, _, step in first} == {*play.VERBS, "rate"}
    assert all(at.date() < clock.today() for at, _, _ in first)
    rated = sum(step == "rate" for _, _, step in first)
    decided = sum(step == "decide" for _, _, step in first)
    assert 0.3 < rated / decided < 0.5


def _plan() -> list[tuple[datetime, int, str]]:
    told = play.planned(SEED, Progress(clock.today()), STORIES)
    return [(event.at, event.story.index, event.step) for event in told]


def _check_accounts() -> None:
    told = json.loads(accounts_file().read_text(encoding="utf-8"))
    assert accounts_file().stat().st_mode & 0o777 == 0o600
    assert {one["login"] for one in told["accounts"]} <= set(
        User.objects.exclude(login=None).values_list("login", flat=True)
    )
    assert len(told["residents"]) == 10
    assert User.objects.get(login="clerk").check_password(told["password"])
    assert User.objects.get(login="approver").has_role(Role.APPROVER)


def _check_second_load() -> None:
    lines = journal.Line.objects.count()
    accounts_file().unlink()

    assert not load()
    assert journal.Line.objects.count() == lines
    assert accounts_file().is_file()
    Place.objects.filter(slug="hanwang-hall").update(is_active=False)
    assert main(["demo", "--verify"]) == 1


def test_a_database_with_anything_in_it_is_refused_in_plain_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Division.objects.create(code="510600000000", name="某县", level="county")

    assert main(["demo"]) == 1
    assert "数据库里已有内容（区划1条），演示城市只能载入空数据库" in capsys.readouterr().err
    assert not Organisation.objects.exists()
    assert not is_loaded()


@pytest.mark.usefixtures("few_items")
def test_a_load_that_broke_off_is_taken_up_where_it_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It breaks off twice: before a decision, and after a step that was not counted yet."""
    with monkeypatch.context() as patched:
        patched.setattr(Doing, "decide", _break_off)
        with pytest.raises(Refused, match="断电"):
            load(cases=8)
    with monkeypatch.context() as patched:
        patched.setattr(Progress, "count", _break_off)
        with pytest.raises(Refused, match="断电"):
            load(cases=8)
    assert not is_loaded()

    assert load(cases=8)
    assert Case.objects.count() == 8
    assert Organisation.objects.count() == len(read_city().organisations)
    assert [str(figure) for figure in verify() if not figure.is_right] == []
    subjects = list(Rating.objects.values_list("offer__subject", flat=True))
    assert len(subjects) == len(set(subjects))
    assert broken_off() is None


def _break_off(*_: object, **__: object) -> None:
    raise Refused("broken", "断电")


def test_verifying_without_a_city_is_refused() -> None:
    with pytest.raises(Refused, match="没有演示城市"):
        verify()


def test_everybody_in_the_city_is_made_up() -> None:
    for person in residents():
        assert person.phone.startswith("13900000")
        assert person.id_number[6:10] == "1800"
        assert [found.kind for found in detect(person.id_number)] == ["id_card"]
    assert len({account.login for account in ACCOUNTS}) == len(ACCOUNTS)
    assert len(PASSWORD) >= 10
    phones = [row["phone"] for row in read_city().places]
    assert all(phone.startswith("0838-0000") for phone in phones)
    assert len(set(phones)) == len(phones)


def test_credit_codes_have_a_right_check_digit() -> None:
    from stdnum.cn import uscc

    for entry in read_city().organisations:
        assert uscc.is_valid(entry["credit_code"]), entry["slug"]


def test_every_account_of_the_contract_is_there() -> None:
    logins = {account.login for account in ACCOUNTS}

    assert logins >= {
        "clerk", "clerk-hanwang", "handler", "approver", "leader", "contributor", "editor",
        "reviewer", "chief-editor", "confidentiality", "dispatcher", "host", "call-taker",
        "agent", "coordinator", "officer", "organiser", "supervisor", "admin", "security",
        "audit",
    }  # fmt: skip
