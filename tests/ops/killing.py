"""Processes that work until they are killed (`python -m tests.ops.killing`), and the judge."""

import os
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

# What a case of each state has gone through, one journal line each.
PATHS = {
    "submitted": [{"case.submit"}],
    "accepted": [{"case.submit", "case.accept"}, {"case.submit", "case.deem-accepted"}],
    "decided": [
        {"case.submit", "case.accept", "case.decide"},
        {"case.submit", "case.deem-accepted", "case.decide"},
    ],
}
BEGUN = "begun"
MOVES = set().union(*(path for paths in PATHS.values() for path in paths))


def tell(line: str) -> None:
    """Tell the one who will kill this process how far it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def submit() -> None:
    """Submit cases without end; each that was committed is told on a line of its own."""
    from tests.ops import scenes

    while True:
        tell(scenes.submit().number)


def decide() -> None:
    """Accept and decide what is there, and submit more, without end."""
    from tests.ops import scenes

    from zhujian.cases import actions
    from zhujian.cases.models import Case
    from zhujian.people.models import User

    handler, approver = (User.objects.get(login=login) for login in ("handler", "approver"))
    while True:
        for case in Case.objects.filter(state="submitted"):
            actions.accept_case(by=handler, number=case.number)
        for case in Case.objects.filter(state="accepted"):
            actions.decide_case(by=approver, number=case.number, outcome="granted")
            tell(BEGUN)
        for _ in range(5):
            scenes.submit()


def wait_long(count: int = 60) -> None:
    """Submit cases that nobody has answered for weeks."""
    from tests.ops import scenes

    from zhujian.kernel import clock

    with clock.moved_to(clock.now() - timedelta(days=30)):
        for _ in range(count):
            scenes.submit()


def silence() -> None:
    """Let silence count as acceptance, as the timer does, without end."""
    from zhujian.cases import jobs

    tell(BEGUN)
    while True:
        jobs.accept_silent()


def judge() -> dict[str, Any]:
    """Return what is wrong with the house after somebody was killed, and what it holds."""
    from django.conf import settings

    from zhujian.cases.models import Case
    from zhujian.kernel import files, journal, stored
    from zhujian.kernel.deadlines.queries import current_due
    from zhujian.kernel.journal.models import Line
    from zhujian.kernel.numbers.models import Number

    wrong = []
    report = journal.verify()
    if report.exit_status:
        wrong.append(report.why)
    lines: dict[str, Counter[str]] = {}
    for subject, verb in Line.objects.filter(verb__in=MOVES).values_list("subject", "verb"):
        lines.setdefault(subject, Counter())[verb] += 1
    cases = {case.number: case for case in Case.objects.all()}
    wrong += [f"{number}: lines, but no case" for number in lines.keys() - cases.keys()]
    known = set(Number.objects.values_list("number", flat=True))
    wrong += [f"{number} is half" for number, case in cases.items() if _is_half(case, lines, known)]
    for number, case in cases.items():
        due = current_due(number)
        if case.due_on != (due.on if due else None):
            wrong.append(f"{number}: due {case.due_on}, deadline {due}")
    wrong += [f"{name} cannot be read" for name in stored.all_names() if not files.read(name)]
    over = set(stored.names_on_disk()) - set(stored.all_names())
    for name in over:
        before = time.time() - 2 * 24 * 3600
        os.utime(Path(settings.FILES) / name, (before, before))
    if stored.sweep() != len(over) or set(stored.names_on_disk()) != set(stored.all_names()):
        wrong.append("the sweep left something over")
    states = dict(Counter(case.state for case in cases.values()))
    return {"wrong": wrong, "states": states, "over": len(over), "numbers": sorted(cases)}


def _is_half(case: Any, lines: dict[str, Counter[str]], known: set[str]) -> bool:
    told = lines.get(case.number, Counter())
    is_told = set(told) in PATHS[case.state] and set(told.values()) == {1}
    has_file = case.materials.exclude(stored_as="").count() == 1
    return not (is_told and has_file and case.number in known)


if __name__ == "__main__":
    django.setup()
    {"submit": submit, "decide": decide, "silence": silence}[sys.argv[1]]()
