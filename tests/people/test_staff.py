"""Staff, their roles, and the command that adds them."""

import io

import pytest
from tests.cast import PASSWORD

from zhujian.config.cli import main
from zhujian.kernel import journal
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.refusals import Refused
from zhujian.people import actions
from zhujian.people.models import RoleGrant, User
from zhujian.people.roles import DUTIES, Role

pytestmark = pytest.mark.django_db


def add(by=OPERATOR, **known):
    fields = {"login": "neu", "name": "新人", "password": PASSWORD} | known
    return actions.add_staff(by=by, **fields)


def test_staff_have_a_password_a_second_factor_and_roles(human_resources):
    user = add(grants=[(Role.HANDLER, human_resources), (Role.HANDLER, human_resources)])
    assert user.check_password(PASSWORD)
    assert len(user.second_factor.secret) == 32
    assert user.has_role(Role.HANDLER, human_resources)
    lines = journal.lines_of(user.actor_ref, audiences=set(journal.Audience))
    assert [line.sentence for line in lines] == [
        "新增了工作人员账号",
        "在绵竹市人力资源和社会保障局授予角色：承办人",
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("login", "Neu Mann"),
        ("name", ""),
        ("password", "kurz"),
        ("password", "password123"),
        ("login", "handler"),
    ],
)
def test_wrong_values_are_refused_beside_their_field(handler, field, value):
    with pytest.raises(Refused) as refused:
        add(**{field: value})
    assert [one.field for one in refused.value.fields] == [field]
    assert not User.objects.staff().filter(login="neu").exists()


def test_three_separate_duties_never_meet(county_government, security, admin):
    both = [(Role.ADMIN, county_government), (Role.AUDIT, county_government)]
    with pytest.raises(Refused, match="有几处"):
        add(grants=both)
    with pytest.raises(Refused, match="三员分立"):
        actions.grant_role(by=security, user=admin, role=Role.AUDIT, organisation=county_government)
    assert RoleGrant.objects.filter(user=admin).count() == 1


def test_roles_are_given_and_taken_by_the_security_officer_only(
    security, admin, handler, human_resources
):
    for by in (admin, handler):
        with pytest.raises(Refused) as refused:
            actions.grant_role(
                by=by, user=handler, role=Role.APPROVER, organisation=human_resources
            )
        assert refused.value.status == 403
        with pytest.raises(Refused):
            actions.revoke_role(
                by=by, user=handler, role=Role.HANDLER, organisation=human_resources
            )
    grant = {"user": handler, "role": Role.APPROVER, "organisation": human_resources}
    actions.grant_role(by=security, **grant)
    actions.grant_role(by=security, **grant)
    fresh = User.objects.get_queryset().get(pk=handler.pk)
    assert fresh.roles() == {Role.HANDLER, Role.APPROVER}
    actions.revoke_role(by=security, **grant)
    actions.revoke_role(by=security, **grant)
    lines = journal.lines_of(handler.actor_ref, audiences=set(journal.Audience))
    assert [line.verb for line in lines] == ["role.grant", "role.revoke"]


def test_an_administrator_adds_accounts_without_roles(admin, security, handler, human_resources):
    assert add(by=admin).roles() == frozenset()
    with pytest.raises(Refused) as refused:
        add(by=admin, login="noch", grants=[(Role.CLERK, human_resources)])
    assert refused.value.status == 403
    for by in (security, handler):
        with pytest.raises(Refused):
            add(by=by, login="noch")


def test_every_role_says_what_it_may_do():
    assert set(DUTIES) == set(Role.values)
    assert all(words.endswith("。") for words in DUTIES.values())


def test_the_command_adds_staff_and_shows_the_second_factor_once(
    human_resources, monkeypatch, capsys
):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    words = ["staff", "add", "neu", "--name", "新人", "--role", "handler:区人社局"]
    assert main([*words, "--password-stdin"]) == 0
    user = User.objects.staff().get(login="neu")
    assert user.has_role("handler", human_resources)
    assert user.second_factor.secret in capsys.readouterr().out


def test_the_first_account_of_an_empty_county_brings_its_organisation(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    words = ["staff", "add", "neu", "--name", "新人", "--password-stdin"]
    assert main([*words, "--role", "admin", "--role", "handler:区人社局"]) == 0
    user = User.objects.staff().get(login="neu")
    assert user.has_role("admin", "county-government")
    assert user.has_role("handler", "human-resources")


@pytest.mark.parametrize("role", ["boss", "handler:区消失局"])
def test_the_command_names_an_unknown_role_or_office(monkeypatch, capsys, role):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    words = ["staff", "add", "neu", "--name", "新人", "--role", role, "--password-stdin"]
    assert main(words) == 1
    assert "没有" in capsys.readouterr().err
    assert not User.objects.staff().exists()


def test_without_a_terminal_the_command_says_how_to_give_the_password(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["staff", "add", "neu", "--name", "新人"]) == 1
    assert "--password-stdin" in capsys.readouterr().err
    assert not User.objects.staff().exists()
