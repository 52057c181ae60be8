"""What people ask and do not find is counted without anybody in it, and editors deal with it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import staff
from tests.search.stage import Shelf
from zhujian.kernel import clock
from zhujian.kernel.actors import OPERATOR, TIMER, SystemActor
from zhujian.kernel.journal.models import Line
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, User
from zhujian.people.roles import Role
from zhujian.search import actions, engine, jobs, missed, queries, steps
from zhujian.search.models import MissedQuestion, SettledQuestion, Synonym

pytestmark = pytest.mark.django_db(transaction=True)

Sign = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _nothing_waits() -> None:
    for name in ("missed.log", "missed.folding"):
        (settings.HOME / "run" / name).unlink(missing_ok=True)


@pytest.fixture
def editor(county_government: Organisation) -> User:
    return staff("editor", "编辑壬", (Role.EDITOR, county_government))


def ask(q: str) -> None:
    missed.note_missed(q, engine.find(q))


def test_what_found_nothing_is_counted_by_day_and_what_found_something_is_not(
    items: Shelf,
) -> None:
    with clock.moved_to(datetime(2026, 11, 23, 2, tzinfo=UTC)):
        ask("共享单车怎么投放")
    with clock.moved_to(datetime(2026, 11, 24, 2, tzinfo=UTC)):
        ask("共享单车，怎么办投放？")
        ask("共享单车投放")
        ask("社会保障卡挂失")
        assert not MissedQuestion.objects.exists()
        assert jobs.count_missed() == 3
        assert jobs.count_missed() == 0
        rows = queries.missed_questions()
    counted = MissedQuestion.objects.order_by("day").values_list("day__day", "words", "times")
    assert list(counted) == [(23, "共享单车投放", 1), (24, "共享单车投放", 2)]
    assert [(row.words, row.times, row.last.day) for row in rows] == [("共享单车投放", 3, 24)]


@pytest.mark.parametrize(
    "q",
    [
        "张伟",
        "李秀英的退款",
        "欧阳晓光热气球",
        "热气球驾照13900000001",
        "510683180001010011",
        "BJ20261124-7K3M9Q-G",
        "剑南镇春溢街12号热气球",
        "3栋热气球",
        "zhangwei",
        "狗",
        "狗" * 40,
        "　 ",
    ],
)
def test_nothing_that_names_or_numbers_a_person_or_a_place_is_kept(items: Shelf, q: str) -> None:
    ask(q)
    assert jobs.count_missed() == 0
    assert not MissedQuestion.objects.exists()


def test_a_word_that_stands_in_the_catalogue_is_no_name(items: Shelf) -> None:
    assert missed.kept_words("许可证热气球").endswith("热气球")


def test_a_crash_between_counting_and_dropping_loses_no_line(
    items: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("热气球驾照")

    def fail(*_: object) -> bool:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(steps, "count_missed", fail)
        with pytest.raises(RuntimeError):
            jobs.count_missed()
    ask("共享单车")
    assert jobs.count_missed() == 1
    assert jobs.count_missed() == 1
    assert set(MissedQuestion.objects.values_list("words", flat=True)) == {"热气球驾照", "共享单车"}


def test_a_flood_is_bounded_in_the_file_and_in_the_day(
    items: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(missed, "MOST_BYTES", 60)
    monkeypatch.setattr(steps, "MOST_A_DAY", 1)
    for words in ("热气球驾照", "共享单车", "滑翔伞", "热气球"):
        ask(words)
    assert jobs.count_missed() == 1
    assert MissedQuestion.objects.count() == 1


def test_torn_lines_and_a_full_disk_do_no_harm(
    items: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("热气球驾照")
    with (settings.HOME / "run" / "missed.log").open("a", encoding="utf-8") as file:
        file.write("garbage\nno-day\t共享单车\n")
    assert jobs.count_missed() == 1

    nowhere = Path("/proc/nowhere")
    monkeypatch.setattr(missed, "_files", lambda: (nowhere / "log", nowhere / "folding"))
    ask("共享单车")
    assert jobs.count_missed() == 0


def test_what_is_older_than_a_year_goes(items: Shelf) -> None:
    with clock.moved_to(datetime(2025, 1, 1, tzinfo=UTC)):
        ask("热气球驾照")
        jobs.count_missed()
    ask("共享单车")
    with clock.moved_to(datetime(2026, 11, 24, tzinfo=UTC) + timedelta(days=1)):
        jobs.count_missed()
    assert list(MissedQuestion.objects.values_list("words", flat=True)) == ["共享单车"]


def test_a_settled_question_is_back_when_it_is_asked_again_later(
    items: Shelf, editor: User
) -> None:
    with clock.moved_to(datetime(2026, 11, 23, 2, tzinfo=UTC)):
        ask("热气球驾照")
        jobs.count_missed()
        actions.settle_question(by=editor, words="热气球驾照")
        assert queries.missed_questions() == []
    with clock.moved_to(datetime(2026, 11, 25, 2, tzinfo=UTC)):
        ask("热气球驾照")
        jobs.count_missed()
        assert [row.times for row in queries.missed_questions()] == [2]
    assert Line.objects.filter(verb="missed-question.settle").count() == 1


def test_strangers_settle_and_count_nothing(items: Shelf, handler: User) -> None:
    ask("热气球驾照")
    jobs.count_missed()
    with pytest.raises(Refused) as refused:
        actions.settle_question(by=handler, words="热气球驾照")
    assert refused.value.status == 403
    with pytest.raises(Refused) as unknown:
        actions.settle_question(by=OPERATOR, words="没有人问过")
    assert unknown.value.status == 404
    with pytest.raises(Refused):
        actions.count_missed(by=SystemActor("user:u1"))
    assert not SettledQuestion.objects.exists()
    assert TIMER.actor_ref.startswith("system:")


def test_an_editor_may_set_a_synonym_but_no_local_word(items: Shelf, editor: User) -> None:
    actions.set_synonym(by=editor, everyday="热气球驾照", official="养犬登记")
    assert Synonym.objects.filter(everyday="热气球驾照").exists()
    with pytest.raises(Refused) as refused:
        actions.set_local_word(by=editor, word="热气球驾照")
    assert refused.value.status == 403
