"""The figures of this node as Prometheus reads them."""

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max
from django_tasks_db.models import DBTaskResult

from zhujian.kernel import changes, clock
from zhujian.kernel.journal.models import Line
from zhujian.ops import health
from zhujian.postroom.models import Letter
from zhujian.web import counters

_PACKAGE = "zhujian"


def text() -> str:
    """Return every figure with its meaning, in the text format of Prometheus."""
    return "\n".join([*_figures(), ""])


def _figures() -> Iterator[str]:
    yield from _figure("zhujian_info", "gauge", "version", {f'version="{version(_PACKAGE)}"': 1})
    yield from _figure(
        "zhujian_ready", "gauge", "1 when this node can serve", {"": int(not health.faults())}
    )
    told = {one.part for one in health.warnings()}
    yield from _figure(
        "zhujian_warning",
        "gauge",
        "1 where an operator must look",
        {f'part="{part}"': int(part in told) for part in ("storage", "worker", "clock")},
    )
    counts = counters.summed(Path(settings.HOME) / "run")
    yield from _figure(
        "zhujian_requests_total",
        "counter",
        "requests answered, by how",
        {f'how="{how}"': counts[how] for how in ("kept", "made", "static", "written", "limited")},
    )
    yield from _figure(
        "zhujian_failures_total", "counter", "answers with status 5xx", {"": counts["failed"]}
    )
    yield from _figure(
        "zhujian_change_sequence", "counter", "latest change", {"": changes.current_sequence()}
    )
    last = Line.objects.aggregate(last=Max("pk"))["last"] or 0
    yield from _figure("zhujian_journal_lines", "counter", "latest journal line", {"": last})
    tasks = DBTaskResult.objects.order_by().values_list("status").annotate(n=Count("id"))
    yield from _figure(
        "zhujian_tasks",
        "gauge",
        "tasks of the queue, by state",
        {f'state="{status.lower()}"': n for status, n in tasks},
    )
    waiting = Letter.objects.due(at=clock.now()).count()
    yield from _figure("zhujian_letters_due", "gauge", "letters due to leave", {"": waiting})


def _figure(name: str, kind: str, meaning: str, values: dict[str, int]) -> Iterator[str]:
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} {kind}"
    for labels, value in values.items():
        yield f"{name}{{{labels}}} {value}" if labels else f"{name} {value}"
