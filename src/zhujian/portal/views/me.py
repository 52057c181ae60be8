"""What a resident has here: applications, drafts, what waits for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhujian.web.access import signed_in


@signed_in(kind="resident")
def me(request: HttpRequest) -> HttpResponse:
    """Show the panels that the rooms fill for this person."""
    resident = getattr(request.user, "resident", None)
    return render(request, "portal/me.html", {"name": resident.full_name if resident else ""})
