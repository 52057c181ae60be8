"""The law of a case as arithmetic, without a database."""

from datetime import date

from zhujian.cases.rules import (
    Term,
    explanation,
    handling_term,
    is_renewal_deemed,
    privacy_notice,
)
from zhujian.kernel.deadlines.rules import Unit

FIVE, TWENTY = Term(5, Unit.WORKDAY), Term(20, Unit.WORKDAY)


def test_the_promised_term_counts_else_the_statutory_one() -> None:
    """SVC-05: promised where promised, else what the law says."""
    assert handling_term(promised=FIVE, statutory=TWENTY) == FIVE
    assert handling_term(promised=None, statutory=TWENTY) == TWENTY
    assert handling_term(promised=None, statutory=None) is None
    assert handling_term(promised=Term(0, Unit.WORKDAY), statutory=TWENTY) == Term(0, Unit.WORKDAY)


def test_terms_are_said_with_their_unit() -> None:
    assert FIVE.words == "5 个工作日"
    assert Term(30, Unit.DAY).words == "30 日"
    assert Term(2, Unit.MONTH).words == "2 个月"
    assert Term(0, Unit.WORKDAY).words == "当场办结"


def test_the_explanation_names_the_statutory_date_beside_the_promised_one() -> None:
    by = date(2026, 12, 22)
    told = explanation(counted="数到这里。", promised=FIVE, statutory=TWENTY, by=by)
    assert told == "数到这里。法定期限为 20 个工作日，最迟2026年12月22日。"
    same = explanation(counted="数到这里。", promised=TWENTY, statutory=TWENTY, by=by)
    assert same == "数到这里。承诺期限与法定期限相同。"
    alone = explanation(counted="数到这里。", promised=None, statutory=TWENTY, by=by)
    assert alone == "数到这里。"


def test_the_privacy_notice_holds_all_five_things() -> None:
    """SEC-01: processor, purpose, kinds, time kept, way to one's rights."""
    notice = privacy_notice(
        organisation="某局",
        item="某事",
        labels=["姓名", "身份证号"],
        materials=["身份证"],
        phone="0838-0000110",
    )
    rows = dict(notice.rows)
    assert list(rows) == ["谁来处理", "用来做什么", "收集哪些信息", "保存多久", "您的权利"]
    assert rows["谁来处理"] == "某局，电话 0838-0000110"
    assert "某事" in rows["用来做什么"]
    assert "姓名、身份证号" in rows["收集哪些信息"]
    assert "身份证" in rows["收集哪些信息"]
    assert "10 年" in rows["保存多久"]
    assert "更正" in rows["您的权利"]
    bare = privacy_notice(organisation="某局", item="某事", labels=[], materials=[], phone="")
    assert bare.processor == "某局"


def test_a_renewal_asked_for_in_time_and_undecided_at_the_end_is_granted() -> None:
    """SVC-07: thirty days of the calendar before the end; silence until the end renews."""
    end, in_time = date(2025, 6, 30), date(2025, 5, 31)
    after = date(2025, 7, 1)
    assert is_renewal_deemed(applied_on=in_time, expires_on=end, decided_on=None, today=after)
    assert not is_renewal_deemed(applied_on=in_time, expires_on=end, decided_on=None, today=end)
    assert not is_renewal_deemed(applied_on=in_time, expires_on=end, decided_on=end, today=after)
    assert is_renewal_deemed(applied_on=in_time, expires_on=end, decided_on=after, today=after)
    late = date(2025, 6, 1)
    assert not is_renewal_deemed(applied_on=late, expires_on=end, decided_on=None, today=after)
