"""Several who act at once, each in a thread and a connection of its own."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from zhujian.kernel.refusals import Refused

AtOnce = Callable[..., list[Any]]


@pytest.fixture
def at_once_after(transactional_db: None, tmp_path: Path) -> Iterator[Callable[[], AtOnce]]:
    """A function that, called when all is set up, returns a function that runs jobs at once.

    The latter returns what each job returned, or the code of its refusal. SQLite's test database
    lies in memory, where writers cannot wait for each other, so the jobs get a copy of it in a
    file; what they left there is looked at by another job.
    """
    with ExitStack() as stack:

        def begin() -> AtOnce:
            stack.enter_context(_in_a_file(tmp_path / "together.sqlite3"))
            return _run

        yield begin


@contextmanager
def _in_a_file(path: Path) -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    copy = sqlite3.connect(path)
    connection.connection.backup(copy)
    copy.close()
    settings = connections.settings["default"]
    name, settings["NAME"] = settings["NAME"], str(path)
    try:
        yield
    finally:
        settings["NAME"] = name


def _run(*jobs: Callable[[], Any]) -> list[Any]:
    results: list[Any] = [None] * len(jobs)
    gate = threading.Barrier(len(jobs))

    def run(place: int, job: Callable[[], Any]) -> None:
        try:
            gate.wait(10)
            results[place] = job()
        except Refused as refused:
            results[place] = refused.code
        except Exception as error:  # noqa: BLE001 -- told to the test
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results
