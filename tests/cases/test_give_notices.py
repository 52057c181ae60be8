"""Every move of a case gives exactly its paper; what stands on it never changes."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.cases.stage import FILLED, PNG, id_card, later, publish
from zhujian.cases import actions, jobs, queries
from zhujian.cases.models import Case, Notice
from zhujian.cases.rules import remedies, review_body
from zhujian.cases.states import NOTICE_LETTERS, NoticeKind
from zhujian.catalogue.models import Guide, Item
from zhujian.kernel import clock, journal
from zhujian.kernel.journal.models import Line
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User
from zhujian.web.prints import print_address, standing_of

Browsers = Callable[[User], Client]


def china(year: int, month: int, day: int, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, 0, tzinfo=clock.CHINA).astimezone(UTC)


def submitted(resident: User, item: Item) -> Case:
    return actions.submit_case(
        by=resident,
        item_code=item.code,
        form=FILLED,
        materials=[id_card()],
    )


@pytest.fixture
def april_case(item: Item, resident: User, county_government: Organisation) -> Case:
    """Handed in on Friday 25 April 2025 (DOMAIN, appendix A)."""
    with clock.moved_to(china(2025, 4, 25)):
        return submitted(resident, item)


@pytest.fixture
def accepted(april_case: Case, handler: User) -> Case:
    """Accepted on the same day; five working days are promised."""
    with clock.moved_to(china(2025, 4, 25, 15)):
        return actions.accept_case(by=handler, number=april_case.number)


def papers(case: Case) -> list[tuple[str, str]]:
    return [(notice.kind, notice.title) for notice in queries.notices_of(case)]


def last(case: Case) -> Notice:
    return queries.notices_of(case)[-1]


def text_of(notice: Notice) -> str:
    paper = queries.paper_of(notice)
    rows = [f"{name}：{value}" for name, value in paper["rows"]]
    return "\n".join([*paper["paragraphs"], *paper["items"], *rows, *paper["remedies"]])


def test_the_receipt_names_what_was_promised_for_later(item: Item, resident: User) -> None:
    with clock.moved_to(china(2025, 4, 25)):
        case = actions.submit_case(
            by=resident,
            item_code=item.code,
            form=FILLED,
            materials=[id_card()],
            pledges=[later()],
        )
    assert ["承诺后补", "单位证明"] in queries.paper_of(queries.notices_of(case)[0])["rows"]


def test_the_receipt_names_what_was_received_and_when_it_is_answered(april_case: Case) -> None:
    assert papers(april_case) == [("receipt", "收件回执")]
    notice = last(april_case)
    assert notice.number == f"{april_case.number}-SJ01"
    assert notice.issued_on == date(2025, 4, 25)
    paper = queries.paper_of(notice)
    assert (paper["to"], paper["issuer"]) == ("王小明", "绵竹市人力资源和社会保障局")
    assert paper["items"] == ["居民身份证"]
    assert "2025年4月25日收到您办理「社会保障卡补领」的申请材料" in paper["paragraphs"][0]
    assert "最迟在2025年5月6日答复" in paper["paragraphs"][1]
    assert paper["phones"] == [["咨询电话", "0838-0000110"], ["监督电话", "0838-0000510"]]


def test_acceptance_promises_the_day_and_names_the_article(accepted: Case) -> None:
    assert papers(accepted) == [("receipt", "收件回执"), ("acceptance", "受理通知书")]
    notice = last(accepted)
    assert notice.number == f"{accepted.number}-SL01"
    said = text_of(notice)
    assert "参照《中华人民共和国行政许可法》第三十二条第一款第五项" in said
    assert "承诺办结期限为 5 个工作日，最迟2025年5月6日办结" in said
    assert "法定办结期限为 20 个工作日" in said
    assert not queries.paper_of(notice)["remedies"]


def test_a_licence_is_accepted_under_the_law_itself(
    human_resources: Organisation, resident: User, handler: User
) -> None:
    item = publish(human_resources)
    Item.objects.filter(pk=item.pk).update(kind="01")
    case = submitted(resident, item)
    actions.accept_case(by=handler, number=case.number)
    said = "\n".join(text_of(notice) for notice in queries.notices_of(case))
    assert "（依据《中华人民共和国行政许可法》第三十二条）" in said
    assert "自收到申请材料之日起即为受理" in said
    assert "参照" not in said


def test_silence_gives_the_acceptance_as_of_the_day_of_receipt(april_case: Case) -> None:
    """SVC-04: by the timer, on the sixth working day."""
    with clock.moved_to(china(2025, 5, 7)):
        assert jobs.accept_silent() == 1
        assert jobs.accept_silent() == 0
    notice = last(april_case)
    assert papers(april_case)[1:] == [("acceptance", "受理通知书")]
    assert notice.issued_on == date(2025, 5, 7)
    assert "视为受理" in text_of(notice)
    assert "受理日期：2025年4月25日" in text_of(notice)


def test_a_correction_is_told_in_writing_and_its_answer_gets_a_receipt(
    april_case: Case, handler: User, resident: User
) -> None:
    """SVC-04: one notice, with everything; the second receipt has the second number."""
    with clock.moved_to(china(2025, 4, 28)):
        actions.request_correction_of_case(
            by=handler,
            number=april_case.number,
            missing=["照片看不清，请重拍", "请写损坏日期"],
            by_on=date(2025, 5, 13),
        )
        told = last(april_case)
        assert told.number == f"{april_case.number}-BZ01"
        assert queries.paper_of(told)["items"] == ["照片看不清，请重拍", "请写损坏日期"]
        assert "最迟补齐：2025年5月13日" in text_of(told)
        actions.submit_correction_of_case(
            by=resident,
            number=april_case.number,
            materials=[id_card(PNG + b"new", "新照片.png")],
            form={"name": "王晓明"},
        )
    again = last(april_case)
    assert (again.number, again.title) == (f"{april_case.number}-SJ02", "补正材料收件回执")
    assert queries.paper_of(again)["to"] == "王晓明"
    assert queries.paper_of(queries.notices_of(april_case)[0])["to"] == "王小明"


def test_not_accepting_names_the_competent_authority_and_the_remedies(
    april_case: Case, handler: User
) -> None:
    """SVC-04: reason, authority, both ways against it with their periods and bodies."""
    with clock.moved_to(china(2025, 4, 28)):
        actions.refuse_case(
            by=handler,
            number=april_case.number,
            note="不属于本机关职权。",
            authority="绵竹市民政局",
        )
    notice = last(april_case)
    assert notice.number == f"{april_case.number}-BS01"
    said = text_of(notice)
    assert "理由：不属于本机关职权。" in said
    assert "依法由绵竹市民政局办理" in said
    assert "第三十二条第一款第二项" in said
    assert "六十日内向绵竹市人民政府申请行政复议" in said
    assert "六个月内" in said


def test_a_suspension_is_told_with_its_days_and_its_end(accepted: Case, handler: User) -> None:
    """SVC-06: in writing, each time anew."""
    with clock.moved_to(china(2025, 4, 28)):
        actions.suspend_case(by=handler, number=accepted.number, procedure="appraisal", days=3)
        first = last(accepted)
        actions.resume_case(by=handler, number=accepted.number)
        actions.suspend_case(by=handler, number=accepted.number, procedure="hearing", days=5)
    assert first.number == f"{accepted.number}-TB01"
    assert last(accepted).number == f"{accepted.number}-TB02"
    said = text_of(first)
    assert "依法需要鉴定，所需时间为 3 个工作日" in said
    assert "第四十五条" in said
    assert "结束日期：2025年5月6日" in said


def test_an_extension_is_told_with_its_reason_and_the_new_date(
    accepted: Case, approver: User
) -> None:
    """SVC-05: article 42, the reason, the new date."""
    with clock.moved_to(china(2025, 4, 29)):
        actions.extend_case(by=approver, number=accepted.number, days=4, note="需要核实。")
        actions.extend_case(by=approver, number=accepted.number, days=2, note="还需核实。")
    first, second = queries.notices_of(accepted)[-2:]
    assert [first.number[-4:], second.number[-4:]] == ["YC01", "YC02"]
    assert "延长 4 个工作日" in text_of(first)
    assert "第四十二条第一款" in text_of(first)
    assert "理由：需要核实。" in text_of(first)
    assert "延长后最迟办结：2025年5月12日" in text_of(first)


def test_a_grant_has_no_remedies_and_a_refusal_has_both(
    accepted: Case, approver: User, resident: User, handler: User, item: Item
) -> None:
    actions.decide_case(by=approver, number=accepted.number, outcome="granted")
    granted = last(accepted)
    assert (granted.number[-4:], granted.title) == ("JD01", "准予办理决定书")
    assert not queries.paper_of(granted)["remedies"]
    other = submitted(resident, item)
    actions.accept_case(by=handler, number=other.number)
    actions.decide_case(
        by=approver, number=other.number, outcome="refused", note="未参保，不符合条件。"
    )
    refused = last(other)
    assert refused.title == "不予办理决定书"
    assert "理由：未参保，不符合条件。" in text_of(refused)
    assert "第三十八条第二款" in text_of(refused)
    assert len(queries.paper_of(refused)["remedies"]) == 2


def test_a_decision_names_the_legal_basis_of_its_guide(
    human_resources: Organisation, resident: User, handler: User, approver: User
) -> None:
    item = publish(human_resources)
    basis = ["《社会保险法》第五十八条"]
    snapshot = {**item.current_guide.snapshot, "legal_basis": basis}  # type: ignore[union-attr]
    guide = Guide.objects.create(
        item=item,
        version=2,
        snapshot={**snapshot, "version": 2},
        elements={},
        digest="1" * 64,
        published_at=clock.now(),
        published_by="system:demo",
    )
    Item.objects.filter(pk=item.pk).update(current_guide=guide)
    case = submitted(resident, item)
    actions.accept_case(by=handler, number=case.number)
    actions.decide_case(by=approver, number=case.number, outcome="granted")
    assert ["设定依据", "《社会保险法》第五十八条"] in queries.paper_of(last(case))["rows"]


def test_mending_a_decision_refers_to_it(accepted: Case, approver: User) -> None:
    actions.decide_case(by=approver, number=accepted.number, outcome="granted")
    actions.correct_case(by=approver, number=accepted.number, note="姓名写错。")
    actions.correct_case(by=approver, number=accepted.number, note="日期写错。")
    actions.revoke_case(by=approver, number=accepted.number, note="材料虚假。")
    kinds = [notice.number[-4:] for notice in queries.notices_of(accepted)]
    assert kinds == ["SJ01", "SL01", "JD01", "GZ01", "GZ02", "CX01"]
    revoked = last(accepted)
    assert f"（{accepted.number}-JD01），现予撤销" in text_of(revoked)
    assert "理由：材料虚假。" in text_of(revoked)
    assert len(queries.paper_of(revoked)["remedies"]) == 2
    assert "姓名写错" in text_of(queries.notices_of(accepted)[3])


def test_moves_without_a_paper_give_none(
    accepted: Case, approver: User, handler: User, resident: User, item: Item
) -> None:
    actions.decide_case(by=approver, number=accepted.number, outcome="granted")
    before = Notice.objects.count()
    actions.deliver_case(by=handler, number=accepted.number, how="counter")
    assert Notice.objects.count() == before
    other = submitted(resident, item)
    actions.withdraw_case(by=resident, number=other.number)
    assert papers(other) == [("receipt", "收件回执")]


def test_a_refused_move_gives_no_paper(
    accepted: Case, april_case: Case, approver: User, stranger: User, handler: User
) -> None:
    number = accepted.number
    before = Notice.objects.count()
    attempts: list[Callable[[], object]] = [
        lambda: actions.accept_case(by=handler, number=number),
        lambda: actions.decide_case(by=stranger, number=number, outcome="granted"),
        lambda: actions.decide_case(by=approver, number=number, outcome="refused", note=""),
        lambda: actions.suspend_case(by=handler, number=number, procedure="hearing", days=0),
        lambda: actions.extend_case(by=approver, number=number, days=11, note="理由"),
        lambda: actions.revoke_case(by=approver, number=number, note="理由"),
        lambda: actions.refuse_case(by=handler, number=number, note="理由"),
    ]
    with clock.moved_to(china(2025, 4, 28)):
        for attempt in attempts:
            with pytest.raises(Refused):
                attempt()
    assert Notice.objects.count() == before


def test_a_refused_submission_leaves_no_paper(item: Item, resident: User) -> None:
    with pytest.raises(Refused):
        actions.submit_case(by=resident, item_code=item.code, form={}, materials=[])
    assert not Notice.objects.exists()


def test_a_paper_stays_as_it_was_given(
    accepted: Case, item: Item, human_resources: Organisation, resident: User
) -> None:
    before = [queries.paper_of(notice) for notice in queries.notices_of(accepted)]
    Organisation.objects.filter(pk=human_resources.pk).update(
        name="绵竹市新局", phone_consult="0838-9999999"
    )
    Item.objects.filter(pk=item.pk).update(name="另一个名字")
    resident.resident.full_name = "改名"
    resident.resident.save()
    Case.objects.filter(pk=accepted.pk).update(applicant_name="改名", applicant_masked="改*")
    case = queries.case_for(resident, accepted.number)
    assert [queries.paper_of(notice) for notice in queries.notices_of(case)] == before


def test_under_a_delegated_power_the_delegating_organisation_signs(
    human_resources: Organisation, resident: User, handler: User
) -> None:
    """SVC-03: in its name, the acting organisation named beside it."""
    item = publish(human_resources)
    guide = item.current_guide
    assert guide is not None
    delegation = {"organisation": "德阳市人力资源和社会保障局", "document": "x", "since": None}
    second = Guide.objects.create(
        item=item,
        version=2,
        snapshot={**guide.snapshot, "version": 2, "delegated_from": delegation},
        elements={},
        digest="1" * 64,
        published_at=clock.now(),
        published_by="system:demo",
    )
    Item.objects.filter(pk=item.pk).update(current_guide=second)
    case = submitted(resident, item)
    actions.refuse_case(by=handler, number=case.number, note="不符合条件。")
    for notice in queries.notices_of(case):
        paper = queries.paper_of(notice)
        assert paper["issuer"] == "德阳市人力资源和社会保障局"
        assert ["承办单位", "绵竹市人力资源和社会保障局"] in paper["rows"]
    assert "向德阳市人力资源和社会保障局的本级人民政府申请" in text_of(last(case))


@pytest.mark.parametrize(
    ("issuer", "is_delegated", "body"),
    [
        ("绵竹市人力资源和社会保障局", False, "绵竹市人民政府"),
        ("绵竹市汉旺镇人民政府", False, "绵竹市人民政府"),
        ("绵竹市人民政府", False, "上一级人民政府"),
        ("德阳市人力资源和社会保障局", True, "德阳市人力资源和社会保障局的本级人民政府"),
        ("德阳市人民政府", True, "上一级人民政府"),
    ],
)
def test_the_right_body_reviews(issuer: str, is_delegated: bool, body: str) -> None:
    """SVC-03: an act under a delegated power is the delegating organisation's."""
    found = review_body(issuer=issuer, county="绵竹市人民政府", is_delegated=is_delegated)
    assert found == body
    assert f"六十日内向{body}申请行政复议" in remedies(body)[0]
    assert "六个月内" in remedies(body)[1]


def test_what_came_in_at_a_window_is_receipted_by_the_window(
    item: Item, clerk: User, resident: User, city_hall: Organisation
) -> None:
    from zhujian.window.actions import take_in

    draft = actions.begin_draft(by=clerk, item_code=item.code, applicant=resident)
    actions.save_draft(by=clerk, ref=draft.ref, form=FILLED)
    actions.attach_file(by=clerk, ref=draft.ref, file=id_card())
    case = take_in(by=clerk, ref=draft.ref)
    receipt, acceptance = queries.notices_of(case)
    assert queries.paper_of(receipt)["issuer"] == "绵竹市政务服务中心"
    assert ["承办单位", "绵竹市人力资源和社会保障局"] in queries.paper_of(receipt)["rows"]
    assert queries.paper_of(acceptance)["issuer"] == "绵竹市人力资源和社会保障局"


def test_the_public_line_holds_number_and_digest_and_nothing_personal(accepted: Case) -> None:
    lines = journal.lines_of(accepted.number, audiences=[journal.Audience.PUBLIC])
    for line, notice in zip(lines, queries.notices_of(accepted), strict=True):
        assert line.data["notice"] == notice.number
        assert line.data["sm3"] == notice.fingerprint
    assert not any("王小明" in str(line.data) for line in Line.objects.all())


def test_two_papers_with_the_same_words_have_different_digests(
    item: Item, resident: User, at_ten: datetime
) -> None:
    first, second = last(submitted(resident, item)), last(submitted(resident, item))
    salts = {first.content["salt"], second.content["salt"]}
    assert len(salts) == 2
    assert first.fingerprint != second.fingerprint


def test_every_kind_has_letters_of_its_own() -> None:
    assert set(NOTICE_LETTERS) == set(NoticeKind)
    assert len(set(NOTICE_LETTERS.values())) == len(NoticeKind)


def kind_of(notice: Notice) -> str:
    return standing_of(notice.code)[1].kind


def test_a_check_says_what_came_after(accepted: Case, approver: User, handler: User) -> None:
    receipt, acceptance = queries.notices_of(accepted)
    assert (kind_of(receipt), kind_of(acceptance)) == ("done", "done")
    with clock.moved_to(china(2025, 4, 28)):
        actions.suspend_case(by=handler, number=accepted.number, procedure="hearing", days=3)
        suspension = last(accepted)
        assert kind_of(suspension) == "done"
        actions.resume_case(by=handler, number=accepted.number)
        assert kind_of(suspension) == "waiting"
        actions.decide_case(by=approver, number=accepted.number, outcome="granted")
        decision = last(accepted)
        assert (kind_of(acceptance), kind_of(decision)) == ("waiting", "done")
        actions.correct_case(by=approver, number=accepted.number, note="姓名写错。")
        mended = last(accepted)
        assert (kind_of(decision), kind_of(mended)) == ("waiting", "done")
        assert f"{accepted.number}-GZ01" in standing_of(decision.code)[1].words
        actions.revoke_case(by=approver, number=accepted.number, note="材料虚假。")
    assert (kind_of(decision), kind_of(mended)) == ("overdue", "overdue")
    assert kind_of(last(accepted)) == "done"
    assert kind_of(receipt) == "done"


def test_a_withdrawn_case_ends_its_papers(accepted: Case, resident: User) -> None:
    actions.withdraw_case(by=resident, number=accepted.number)
    receipt, acceptance = queries.notices_of(accepted)
    assert (kind_of(receipt), kind_of(acceptance)) == ("waiting", "overdue")


def test_a_check_masks_the_person_and_hides_the_outcome_from_other_papers(
    accepted: Case, approver: User
) -> None:
    actions.decide_case(
        by=approver, number=accepted.number, outcome="refused", note="身份证号不符。"
    )
    acceptance, decision = queries.notices_of(accepted)[1:]
    page = Client().get(print_address(acceptance.code)).content.decode()
    assert "王*" in page
    for hidden in ("王小明", "不予", "身份证号不符", FILLED["id_number"], FILLED["phone"]):
        assert hidden not in page
    own = Client().get(print_address(decision.code)).content.decode()
    assert "不予办理决定书" in own
    assert "身份证号不符" not in own


def test_a_touched_record_is_not_called_genuine(accepted: Case) -> None:
    notice = last(accepted)
    notice.content = {**notice.content, "to": "别人"}
    notice.save()
    answer = Client().get(print_address(notice.code))
    assert "这份文书核对不上" in answer.content.decode()


def test_a_check_asks_the_database_little(
    accepted: Case, django_assert_max_num_queries: Callable[..., object]
) -> None:
    code = last(accepted).code
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        standing_of(code)


def test_giving_a_paper_costs_one_row(
    item: Item, resident: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    from zhujian.cases.steps import wording
    from zhujian.cases.steps.notices import give_notice

    case = submitted(resident, item)
    Notice.objects.all().delete()
    paper = wording.receipt(case, materials=["身份证"], answer_by=date(2026, 12, 1))
    with django_assert_max_num_queries(1):  # type: ignore[attr-defined]
        give_notice(case, paper)


def test_the_day_on_a_paper_is_the_day_in_china(item: Item, resident: User) -> None:
    late = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)  # half past one in the morning in China
    with clock.moved_to(late):
        assert last(submitted(resident, item)).issued_on == date(2026, 11, 25)
