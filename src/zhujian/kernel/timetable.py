"""What the house does by itself: timed jobs of the worker, reference data at every migration."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import import_string

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Job:
    """Work that the worker does every `every` seconds; `run` may be named by its dotted path."""

    name: str
    every: float
    run: Work | str

    def __call__(self) -> object:
        return _found(self.run)()


@dataclass(frozen=True, slots=True)
class Reference:
    """Reference data of a room; loading it again changes nothing."""

    name: str
    load: Work | str

    def __call__(self) -> object:
        return _found(self.load)()


_jobs: dict[str, Job] = {}
_references: dict[str, Reference] = {}


def register_job(job: Job) -> None:
    """Let the worker do this; a job of the same name is replaced."""
    _jobs[job.name] = job


def jobs() -> tuple[Job, ...]:
    """Return every registered job."""
    return tuple(_jobs.values())


def register_reference(name: str, load: Work | str) -> None:
    """Let `zhujian migrate` load this after the migrations; cellar first."""
    _references[name] = Reference(name, load)


def references() -> tuple[Reference, ...]:
    """Return every registered loader, the rooms lowest in the house first."""
    return tuple(reversed(_references.values()))


def _found(work: Work | str) -> Work:
    if isinstance(work, str):
        found: Work = import_string(work)
        return found
    return work
