"""The worker: timed work one at a time a node, tasks of the queue, a clean stop."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from zhujian.kernel import clock, timetable
from zhujian.kernel.timetable import Job
from zhujian.ops import working

done: list[str] = []


@task()
def note(word: str) -> None:
    done.append(word)


@task()
def fail() -> None:
    raise ValueError("broken")


@pytest.fixture(autouse=True)
def _calm(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    done.clear()
    settings.HOME = tmp_path
    monkeypatch.setattr(timetable, "_jobs", {})
    monkeypatch.setattr(working, "close_old_connections", lambda: None)


def test_every_room_that_has_timed_work_is_on_the_timetable() -> None:
    from django.apps import apps

    for label in ("kernel", "search", "postroom"):
        apps.get_app_config(label).ready()
    names = {job.name for job in timetable.jobs()}
    assert {"kernel.seal", "kernel.watch", "search.drain", "postroom.sweep"} <= names
    for job in timetable.jobs():
        assert callable(timetable._found(job.run))


@pytest.mark.django_db
def test_timed_work_is_repeated_until_it_is_told_to_stop() -> None:
    timetable.register_job(Job("tick", 0.01, lambda: done.append("tick")))
    stop = threading.Event()
    worker = threading.Thread(target=working.work, kwargs={"stop": stop})
    working_queue = working._follow_queue
    working._follow_queue = lambda stop: None  # the queue has its own tests
    try:
        worker.start()
        while len(done) < 3:
            time.sleep(0.01)
        stop.set()
        worker.join(5)
    finally:
        working._follow_queue = working_queue
    assert not worker.is_alive()


def test_a_job_that_fails_is_logged_and_done_again(caplog: Any) -> None:
    calls = iter([ValueError("once"), None])

    def job() -> None:
        error = next(calls)
        if error:
            raise error

    assert working._do(Job("shaky", 1, job)) is False
    assert "shaky" in caplog.text
    assert working._do(Job("shaky", 1, job)) is True


def test_two_workers_of_a_node_never_do_the_same_job_at_once() -> None:
    def inner() -> None:
        done.append("outer")
        working._do(Job("same", 1, lambda: done.append("inner")))

    working._do(Job("same", 1, inner))
    assert done == ["outer"]
    working._do(Job("same", 1, lambda: done.append("after")))
    assert done == ["outer", "after"]


@pytest.mark.django_db(transaction=True)
def test_tasks_of_the_queue_are_done_and_failures_kept() -> None:
    note.enqueue("一")
    fail.enqueue()
    note.enqueue("二")
    working.work(stop=threading.Event(), once=True)
    assert done == ["一", "二"]
    assert DBTaskResult.objects.failed().count() == 1
    assert DBTaskResult.objects.successful().count() == 2


@pytest.mark.django_db
def test_a_task_whose_worker_died_is_given_back() -> None:
    note.enqueue("三")
    DBTaskResult.objects.update(
        status=TaskResultStatus.RUNNING, started_at=clock.now() - timedelta(minutes=20)
    )
    assert working.give_back_stuck_tasks() == 1
    assert DBTaskResult.objects.ready().count() == 1
    assert working.give_back_stuck_tasks() == 0


@pytest.mark.django_db
def test_tasks_that_ended_long_ago_are_forgotten() -> None:
    note.enqueue("四")
    DBTaskResult.objects.update(
        status=TaskResultStatus.SUCCESSFUL, finished_at=clock.now() - timedelta(days=8)
    )
    assert working.prune_tasks() == 1
