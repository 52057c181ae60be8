"""Tokens for programs: scoped, shown once, kept as a digest, revocable, ending."""

from datetime import timedelta

import pytest
from tests.cast import PHONE

from zhujian.config.cli import main
from zhujian.kernel import clock, journal
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.refusals import Refused
from zhujian.people import actions
from zhujian.people.models import ApiToken
from zhujian.people.queries import find_user
from zhujian.people.roles import Scope
from zhujian.people.steps import user_of_token

pytestmark = pytest.mark.django_db


def issue(user, by=None, **more):
    return actions.issue_token(by=by or user, user=user, **more)


def test_a_token_opens_the_door_for_its_owner_within_its_scopes(resident):
    text = issue(resident, scopes=[Scope.CASES_READ])
    assert user_of_token(text) == (resident, frozenset({"cases:read"}))
    assert user_of_token(f" {text}\n")[0] == resident


def test_without_scopes_it_may_all_that_its_owner_may(resident):
    assert user_of_token(issue(resident))[1] == frozenset(Scope.values)


def test_only_the_digest_is_kept(resident):
    text = issue(resident)
    row = ApiToken.objects.values().get()
    assert all(text not in str(value) for value in row.values())
    assert row["tail"] == text[-4:]


@pytest.mark.parametrize("text", ["", "zj_", "zj_falsch", "x" * 5000, "令牌"])
def test_what_is_no_token_opens_nothing(resident, text):
    issue(resident)
    assert user_of_token(text) is None


def test_a_token_ends_at_its_time(resident):
    text = issue(resident, lasts=timedelta(days=1))
    with clock.moved_to(clock.now() + timedelta(days=1, seconds=1)):
        assert user_of_token(text) is None


def test_a_token_ends_with_its_owner(resident):
    text = issue(resident)
    resident.is_active = False
    resident.save(update_fields=["is_active"])
    assert user_of_token(text) is None


def test_a_revoked_token_opens_nothing_and_both_are_journalled(resident):
    text = issue(resident)
    ref = ApiToken.objects.get().ref
    actions.revoke_token(by=resident, ref=ref)
    actions.revoke_token(by=resident, ref=ref)
    assert user_of_token(text) is None
    lines = journal.lines_of(resident.actor_ref, audiences=set(journal.Audience))
    assert [line.verb for line in lines] == ["token.issue", "token.revoke"]
    assert text not in str(lines)


@pytest.mark.parametrize("scopes", [["cases:read", "alles"], []])
def test_unknown_and_missing_scopes_are_refused(resident, scopes):
    with pytest.raises(Refused) as refused:
        issue(resident, scopes=scopes)
    assert refused.value.fields[0].field == "scopes"
    assert not ApiToken.objects.exists()


def test_nobody_issues_or_revokes_for_another(resident, other_resident, admin):
    issue(resident)
    for by in (other_resident, admin):
        with pytest.raises(Refused) as refused:
            issue(resident, by=by)
        assert refused.value.status == 403
        with pytest.raises(Refused) as refused:
            actions.revoke_token(by=by, ref=ApiToken.objects.get().ref)
        assert refused.value.status == 404


def test_nobody_hoards_tokens(resident):
    for _ in range(20):
        issue(resident)
    with pytest.raises(Refused, match="最多"):
        issue(resident)
    assert user_of_token(issue(resident, by=OPERATOR))[0] == resident


# --- command -----------------------------------------------------------------------------------


def test_the_command_prints_the_token_alone(clerk, capsys):
    assert main(["token", "clerk"]) == 0
    assert user_of_token(capsys.readouterr().out)[0] == clerk


def test_the_command_makes_an_unknown_resident(capsys):
    assert main(["token", "１３９ ０００００００１", "--scope", "cases:read"]) == 0
    user, scopes = user_of_token(capsys.readouterr().out)
    assert user == find_user(PHONE)
    assert scopes == {"cases:read"}


@pytest.mark.parametrize("who", ["nobody", "1390000"])
def test_the_command_says_when_it_knows_nobody(capsys, who):
    assert main(["token", who]) == 1
    shown = capsys.readouterr()
    assert who in shown.err
    assert shown.out == ""


def test_the_command_refuses_an_unknown_scope(clerk, capsys):
    assert main(["token", "clerk", "--scope", "alles"]) == 1
    assert "alles" in capsys.readouterr().err


# --- page --------------------------------------------------------------------------------------


def fields(**more):
    return {"name": "报表程序", "scopes": ["cases:read"], "days": "30"} | more


def test_the_page_shows_a_fresh_token_once(client_of, resident):
    browser = client_of(resident)
    assert "还没有令牌" in browser.get("/me/tokens/").content.decode()
    page = browser.post("/me/tokens/", fields())
    assert page.headers["Cache-Control"] == "private, no-store"
    text = page.content.decode().split('class="mono token">')[1].split("<")[0]
    assert user_of_token(text) == (resident, frozenset({"cases:read"}))
    again = browser.get("/me/tokens/").content.decode()
    assert text not in again
    assert "报表程序" in again


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "长" * 41}, {"scopes": []}, {"scopes": ["alles"]}, {"days": "9"}],
)
def test_wrong_input_on_the_page_issues_nothing(client_of, resident, wrong):
    page = client_of(resident).post("/me/tokens/", fields(**wrong))
    assert page.status_code == 422
    assert not ApiToken.objects.exists()


def test_the_page_revokes_by_post(client_of, resident, other_resident):
    issue(resident)
    ref = ApiToken.objects.get().ref
    browser = client_of(resident)
    assert browser.get(f"/me/tokens/{ref}/revoke/").status_code == 405
    assert client_of(other_resident).post(f"/me/tokens/{ref}/revoke/").status_code == 404
    assert browser.post(f"/me/tokens/{ref}/revoke/").url == "/me/tokens/"
    assert ApiToken.objects.get().revoked_at is not None


def test_staff_have_tokens_too(client_of, handler):
    assert client_of(handler).post("/me/tokens/", fields()).status_code == 200
    assert ApiToken.objects.get().user == handler


def test_a_token_is_read_in_one_query(resident, django_assert_num_queries):
    text = issue(resident)
    with django_assert_num_queries(1):
        user_of_token(text)
