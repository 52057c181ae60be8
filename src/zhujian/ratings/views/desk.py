"""Bad ratings at the desk, for the staff of the organisation."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhujian.people.models import User
from zhujian.ratings import permissions, queries
from zhujian.web.access import for_role
from zhujian.web.templating import with_query


@for_role(*sorted(permissions.READERS))
@require_GET
def bad(request: HttpRequest) -> HttpResponse:
    """List the ratings with one or two stars, newest first, each with its file."""
    after = request.GET.get("after", "")
    user = cast("User", request.user)
    page = queries.bad_ratings(user, after=after)
    address = reverse("ratings:bad")
    context = {
        "rows": page.rows,
        "is_everything": permissions.can_read_all_bad_ratings(user),
        "next": with_query(address, after=page.next) if page.next else "",
        "first": address if after else "",
    }
    return render(request, "ratings/bad.html", context)
