"""The worker: tasks of the queue and the timed work of every room, until it is told to stop."""

import fcntl
import logging
import os
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.db import close_old_connections, connections
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from zhujian.kernel import clock
from zhujian.kernel.timetable import Job, jobs
from zhujian.ops import heartbeat

LOOK_EVERY = 0.25
LONGEST_TASK = timedelta(minutes=15)
STOP_WITHIN = 20.0
_LONGEST_PAUSE = 30.0

log = logging.getLogger(__name__)


def work(*, stop: threading.Event, once: bool = False) -> None:
    """Do queue and timed work in threads until `stop` is set; or everything once."""
    if once:
        for job in jobs():
            _do(job)
        _empty_queue(_queue_worker())
        return
    heartbeat.begin([job.name for job in jobs()])
    threads = [
        threading.Thread(target=_repeat, args=(job, stop), name=job.name, daemon=True)
        for job in jobs()
    ]
    threads.append(threading.Thread(target=_follow_queue, args=(stop,), name="queue", daemon=True))
    threads.append(
        threading.Thread(target=heartbeat.beat_until, args=(stop,), name="heartbeat", daemon=True)
    )
    _run_folder()
    for thread in threads:
        thread.start()
    stop.wait()
    last = time.monotonic() + STOP_WITHIN
    for thread in threads:
        thread.join(max(0.0, last - time.monotonic()))
        if thread.is_alive():
            log.error("%s did not stop in time", thread.name)


def stop_at_signals() -> threading.Event:
    """Return an event that SIGTERM and SIGINT set."""
    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    return stop


def give_back_stuck_tasks() -> int:
    """Put tasks back into the queue whose worker died on them, and return how many."""
    return DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=clock.now() - LONGEST_TASK
    ).update(status=TaskResultStatus.READY, started_at=None)


def prune_tasks() -> int:
    """Forget tasks that ended more than a week ago."""
    gone, _ = DBTaskResult.objects.filter(finished_at__lt=clock.now() - timedelta(days=7)).delete()
    return gone


def _repeat(job: Job, stop: threading.Event) -> None:
    pause = job.every
    while not stop.wait(pause):
        pause = job.every if _do(job) else min(_LONGEST_PAUSE, max(1.0, pause * 2))
    connections.close_all()


def _do(job: Job) -> bool:
    """Run a job unless another process of this node is at it; return whether it went well."""
    close_old_connections()
    try:
        with _alone(job.name) as is_alone:
            if is_alone:
                job()
    except Exception:
        log.exception("timed work %s failed", job.name)
        return False
    heartbeat.done(job.name)
    return True


def _run_folder() -> Path:
    folder = Path(settings.HOME) / "run"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


@contextmanager
def _alone(name: str) -> Iterator[bool]:
    descriptor = os.open(_run_folder() / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)


def _queue_worker() -> QueueWorker:
    return QueueWorker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=secrets.token_hex(16),
        excluded_queue_names=[],
    )


def _follow_queue(stop: threading.Event) -> None:
    worker = _queue_worker()
    pause = LOOK_EVERY
    while not stop.wait(pause):
        try:
            _empty_queue(worker)
            pause = LOOK_EVERY
        except Exception:
            log.exception("the queue cannot be read")
            pause = min(_LONGEST_PAUSE, pause * 2)
        worker.running = not stop.is_set()
    connections.close_all()


def _empty_queue(worker: QueueWorker) -> None:
    """Run what waits; the queue is only locked when something does."""
    close_old_connections()
    if DBTaskResult.objects.ready().filter(backend_name=worker.backend_name).exists():
        worker.run()
