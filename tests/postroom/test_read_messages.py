"""Messages on the page: told to one person, read by him alone."""

import pytest

from zhujian.kernel.refusals import Refused
from zhujian.postroom import actions, jobs, queries, steps
from zhujian.postroom.models import Choice, Letter

pytestmark = pytest.mark.django_db


def tell(user, number="BJ1"):
    return steps.tell(
        user_ref=user.ref,
        template="case-accepted",
        variables={"number": number},
        subject=number,
        url=f"/me/cases/{number}/",
    )


def test_a_message_is_there_at_once_and_leaves_the_house_never(resident):
    letter = tell(resident)
    assert (letter.state, letter.channel) == ("sent", "page")
    assert jobs.sweep() == 0
    message = queries.as_shown(queries.messages_of(resident.ref).get())
    assert message.title == "申请已受理"
    assert message.text == "您的申请已受理，办结时间见。"
    assert (message.url, message.is_read) == ("/me/cases/BJ1/", False)


def test_a_short_message_is_read_on_the_page_too_after_it_left(resident, line):
    steps.send_sms(
        to="13900000001",
        template="case-accepted",
        variables={"number": "BJ1"},
        user_ref=resident.ref,
    )
    assert queries.unread_count(resident.ref) == 1
    assert jobs.sweep() == 1
    assert queries.as_shown(queries.messages_of(resident.ref).get()).title == "申请已受理"


def test_only_the_person_it_is_for_marks_it_as_read(resident, other_resident):
    letter = tell(resident)
    with pytest.raises(Refused) as refused:
        actions.read_message(by=other_resident, message=letter.pk)
    assert refused.value.status == 404
    assert queries.unread_count(resident.ref) == 1
    actions.read_message(by=resident, message=letter.pk)
    first = Letter.objects.get(pk=letter.pk).read_at
    actions.read_message(by=resident, message=letter.pk)
    assert Letter.objects.get(pk=letter.pk).read_at == first
    assert queries.unread_count(resident.ref) == 0


def test_all_may_be_marked_at_once_and_nobody_elses(resident, other_resident):
    tell(resident)
    tell(resident, "BJ2")
    tell(other_resident)
    assert actions.read_all_messages(by=resident) == 2
    assert queries.unread_count(other_resident.ref) == 1


def test_a_message_of_an_earlier_version_is_shown_with_a_general_title(resident):
    letter = tell(resident)
    Letter.objects.filter(pk=letter.pk).update(template="gone")
    assert queries.as_shown(Letter.objects.get()).title == "消息"


def test_a_person_chooses_the_ways(resident):
    assert queries.ways_of(resident.ref).is_sms_wanted
    actions.choose_ways(by=resident, is_sms_wanted=False, mail="a@county.example")
    assert queries.ways_of(resident.ref) == queries.Ways(False, "a@county.example")
    assert queries.mails_of([resident.ref, "u2"]) == {resident.ref: "a@county.example"}
    for wrong in ("nobody", f"{'x' * 200}@county.example"):
        with pytest.raises(Refused) as refused:
            actions.choose_ways(by=resident, is_sms_wanted=True, mail=wrong)
        assert refused.value.fields[0].field == "mail"
    assert Choice.objects.get().is_sms_wanted is False


@pytest.mark.parametrize("kind", ["mail", "page"])
def test_unregistered_texts_are_refused_on_every_way(kind, resident):
    write = {
        "mail": lambda: steps.send_mail(to="a@county.example", template="x", variables={}),
        "page": lambda: steps.tell(user_ref=resident.ref, template="x", variables={}),
    }[kind]
    with pytest.raises(Refused):
        write()
    assert not Letter.objects.exists()
