"""The web server: granian, one process a core, many threads that wait and few that work."""

import os

from django.conf import settings
from django.urls import get_resolver
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

WAITING_THREADS = 32


def cores() -> int:
    """Return the number of cores this process may use."""
    return len(os.sched_getaffinity(0))


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until a termination signal; a worker that dies is replaced.

    Addresses and views are read before the workers are forked, so that they share the memory
    and answer their first request at once.
    """
    assert get_resolver().url_patterns  # noqa: S101 -- read for its effect
    server = Server(
        settings.WSGI_APPLICATION.replace(".application", ":application"),
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=WAITING_THREADS,
        backlog=1024,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=10,
        log_level=LogLevels.error,
        log_dictconfig=settings.LOGGING,
    )
    server.serve()
