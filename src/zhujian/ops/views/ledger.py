"""What became of the ledger itself: restores and losses, for the audit."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhujian.kernel import journal
from zhujian.kernel.journal import heads
from zhujian.people.roles import Role
from zhujian.web.access import for_role

# The subjects under which the house writes of itself.
_HOUSE = "house:"


@for_role(Role.AUDIT, Role.SECURITY, Role.ADMIN)
@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """Show the signed head, and every restore and accepted loss, the latest first."""
    lines = journal.lines_by_subject_prefix(_HOUSE, audiences=set(journal.Audience))
    context = {"head": _head(), "lines": list(reversed(lines))}
    return render(request, "ops/ledger.html", context)


def _head() -> dict[str, object] | None:
    try:
        head = heads.standing_head(heads.folder())
    except ValueError:
        return None
    if head is None:
        return None
    return {"sequence": head.sequence, "at": datetime.fromisoformat(head.at)}
