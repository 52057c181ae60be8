"""Somebody stands in while somebody is away: named, honoured, written down, over by itself."""

from datetime import timedelta

import pytest
from tests.cast import staff

from zhujian.kernel import clock, journal
from zhujian.kernel.refusals import Refused
from zhujian.people import actions, queries
from zhujian.people.models import RoleGrant, User
from zhujian.people.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


def loaded(user):
    return User.objects.get_queryset().get(pk=user.pk)


def name(by, holder, deputy, organisation, **changed):
    said = {
        "role": Role.APPROVER,
        "since": clock.today(),
        "until": clock.today() + timedelta(days=5),
    }
    return actions.name_deputy(
        by=by, holder=holder, deputy=deputy, organisation=organisation, **(said | changed)
    )


def test_a_deputy_holds_the_role_for_its_days_and_no_longer(approver, handler, human_resources):
    assert not loaded(handler).has_role(Role.APPROVER)
    name(approver, approver, "handler", human_resources, since=clock.today() + timedelta(days=1))
    assert not loaded(handler).has_role(Role.APPROVER)
    with clock.moved_to(clock.now() + timedelta(days=1)):
        assert loaded(handler).has_role(Role.APPROVER, human_resources)
        assert loaded(handler).organisations(Role.APPROVER) == (human_resources,)
        assert queries.holders_of(Role.APPROVER, human_resources) == [approver, handler]
    with clock.moved_to(clock.now() + timedelta(days=6)):
        assert not loaded(handler).has_role(Role.APPROVER)
        assert queries.holders_of(Role.APPROVER, human_resources) == [approver]


def test_without_deputies_roles_cost_one_question(
    approver, handler, human_resources, django_assert_num_queries
):
    person = loaded(handler)
    with django_assert_num_queries(1):
        assert person.has_role(Role.HANDLER, human_resources)
        assert not person.has_role(Role.APPROVER)
        assert person.deputised_in("human-resources") == ()


def test_lines_of_a_deputy_name_both(approver, handler, human_resources, resident):
    name(approver, approver, "handler", human_resources)
    deputy = loaded(handler)
    from django.db import transaction

    with transaction.atomic():
        journal.write(
            verb="person.see", subject=resident.actor_ref, by=deputy, data={"what": "个人信息"}
        )
        journal.write(
            verb="person.see",
            subject=resident.actor_ref,
            by=approver,
            organisation="human-resources",
            data={"what": "个人信息"},
        )
    first, second = journal.lines_of(resident.actor_ref, audiences=["parties"])
    assert first.actor_ref == handler.actor_ref
    assert first.data["deputy_for"] == [approver.actor_ref]
    assert "deputy_for" not in second.data
    named = journal.lines_of(approver.actor_ref, audiences=["internal"])[0]
    assert named.data["deputy"] == handler.actor_ref
    assert "审批人的代理人" in named.sentence


def test_what_is_held_as_a_deputy_is_not_handed_on(approver, handler, human_resources):
    third = staff("third", "丙", (Role.HANDLER, human_resources))
    name(approver, approver, "handler", human_resources)
    with pytest.raises(Refused) as caught:
        name(loaded(handler), handler, "third", human_resources)
    assert caught.value.fields[0].field == "role"
    assert not loaded(third).has_role(Role.APPROVER)


@pytest.mark.parametrize(
    ("deputy", "field"),
    [("approver", "deputy"), ("stranger", "deputy"), ("nobody", "deputy"), ("", "deputy")],
)
def test_only_another_of_the_same_office_stands_in(
    approver, stranger, human_resources, deputy, field
):
    with pytest.raises(Refused) as caught:
        name(approver, approver, deputy, human_resources)
    assert caught.value.fields[0].field == field
    assert not RoleGrant.objects.filter(instead_of__isnull=False).exists()


@pytest.mark.parametrize(("since", "until"), [(-1, 3), (3, 2), (0, 184)])
def test_the_days_of_a_deputy_lie_ahead_in_order_and_within_half_a_year(
    approver, handler, human_resources, since, until
):
    today = clock.today()
    with pytest.raises(Refused) as caught:
        name(
            approver,
            approver,
            "handler",
            human_resources,
            since=today + timedelta(days=since),
            until=today + timedelta(days=until),
        )
    assert caught.value.fields[0].field == "until"


def test_the_separate_duties_are_not_reached_through_a_deputy(
    admin, security, audit, county_government
):
    leader = staff("leader-2", "负责人", (Role.LEADER, county_government))
    for holder, deputy, role in (
        (security, "admin", Role.SECURITY),
        (audit, "security", Role.AUDIT),
        (admin, "leader-2", Role.ADMIN),
        (leader, "admin", Role.LEADER),
    ):
        with pytest.raises(Refused) as caught:
            name(holder, holder, deputy, county_government, role=role)
        assert caught.value.fields[0].field == "deputy"


def test_an_administrator_names_for_others_but_not_himself(
    admin, approver, handler, human_resources
):
    name(admin, approver, "handler", human_resources)
    RoleGrant.objects.create(user=admin, role=Role.CONTRIBUTOR, organisation=human_resources)
    with pytest.raises(Refused):
        name(loaded(admin), approver, "admin", human_resources)
    with pytest.raises(Refused) as caught:
        name(handler, approver, "handler", human_resources)
    assert caught.value.status == 403


def test_a_second_deputy_takes_the_place_of_the_first(approver, handler, human_resources):
    other = staff("third", "丙", (Role.HANDLER, human_resources))
    name(approver, approver, "handler", human_resources)
    name(approver, approver, "third", human_resources)
    assert not loaded(handler).has_role(Role.APPROVER)
    assert loaded(other).has_role(Role.APPROVER)


def test_nobody_stands_in_for_who_lost_the_role_or_was_shut_out(
    approver, handler, human_resources, security, admin
):
    name(approver, approver, "handler", human_resources)
    actions.revoke_role(
        by=security, user=approver, role=Role.APPROVER, organisation=human_resources
    )
    assert not loaded(handler).has_role(Role.APPROVER)
    actions.grant_role(by=security, user=approver, role=Role.APPROVER, organisation=human_resources)
    name(loaded(approver), approver, "handler", human_resources)
    actions.shut_account(by=admin, user=approver)
    assert not loaded(handler).has_role(Role.APPROVER)


def test_a_deputy_is_ended_by_either_and_by_no_stranger(
    approver, handler, stranger, human_resources
):
    for ends in (approver, handler):
        grant = name(approver, approver, "handler", human_resources)
        with pytest.raises(Refused) as caught:
            actions.end_deputy(by=stranger, pk=grant.pk)
        assert caught.value.status == 404
        actions.end_deputy(by=ends, pk=grant.pk)
        assert not loaded(handler).has_role(Role.APPROVER)
    own = RoleGrant.objects.own().filter(user=handler).get()
    with pytest.raises(Refused):
        actions.end_deputy(by=handler, pk=own.pk)


def test_a_deputy_is_named_and_ended_by_page(approver, handler, human_resources, client_of):
    browser = client_of(approver)
    assert "没有指定代理人" in browser.get("/desk/account/deputies/").content.decode()
    grant = RoleGrant.objects.own().get(user=approver)
    today = clock.today()
    sent = {
        "grant": grant.pk,
        "deputy": "handler",
        "since": today.isoformat(),
        "until": (today + timedelta(days=3)).isoformat(),
    }
    page = "/desk/account/deputies/"
    assert browser.post(page, sent | {"deputy": "nobody"}).status_code == 422
    assert browser.post(page, sent | {"grant": "999999"}).status_code == 422
    assert browser.post(page, sent)["Location"] == page
    assert "承办人乙" in browser.get(page).content.decode()
    assert "代理 审批人丙" in client_of(handler).get("/desk/account/").content.decode()
    named = RoleGrant.objects.get(instead_of=approver)
    assert browser.post(f"/desk/account/deputies/{named.pk}/end/")["Location"] == page
    assert not loaded(handler).has_role(Role.APPROVER)


def test_an_administrator_uses_the_page_of_another(admin, approver, handler, client_of):
    page = f"/desk/staff/{approver.ref}/deputies/"
    assert "审批人丙的休假代理" in client_of(admin).get(page).content.decode()
    assert client_of(handler).get(page).status_code == 404
