"""/desk/ledger/: what became of the ledger itself, for those who watch over it."""

from typing import Any

import pytest
from django.db import transaction
from tests.cast import staff

from zhujian.kernel import journal
from zhujian.kernel.actors import OPERATOR
from zhujian.ops import actions
from zhujian.people.models import Organisation
from zhujian.people.roles import Role

ADDRESS = "/desk/ledger/"


@pytest.fixture
def told(transactional_db: None) -> None:
    """A restore and a loss, as the journal tells them."""
    actions.tell_of_restore(by=OPERATOR, made_at="2026-11-24T02:30:00+00:00", head=(41, "ab"))
    with transaction.atomic():
        journal.write(
            verb="ledger.accept-loss",
            subject="house:ledger",
            by=OPERATOR,
            data={"first": 8, "last": 10, "until": "2026-11-24T02:30:00.000000Z"},
            note="停电后核实",
        )
    journal.seal()


@pytest.mark.parametrize("role", [Role.AUDIT, Role.SECURITY, Role.ADMIN])
def test_those_who_watch_over_it_read_restores_and_losses(
    told: None, role: Role, client_of: Any, county_government: Organisation
) -> None:
    watcher = staff("watcher", "审计员", (role, county_government))
    page = client_of(watcher).get(ADDRESS).content.decode()
    assert "备份包含账本前41条记录" in page
    assert "已确认第8至第10条原记录丢失" in page
    assert "停电后核实" in page
    assert "已签名的链头：第" in page


def test_others_do_not(told: None, client_of: Any, handler: Any) -> None:
    assert client_of(handler).get(ADDRESS).status_code == 403
