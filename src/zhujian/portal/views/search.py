"""The search page, and the suggestions while typing."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from zhujian.portal import queries
from zhujian.portal.views.home import EXAMPLES
from zhujian.search import suggest as suggestions
from zhujian.search.answers import SearchAnswer, away
from zhujian.search.missed import note_missed
from zhujian.search.registry import sources
from zhujian.web.access import public
from zhujian.web.templating import here_address


@public(cached=False, query_keys=("q", "kind", "page"))
def search(request: HttpRequest) -> HttpResponse:
    """Show the results of a question in everyday words."""
    q = request.GET.get("q", "").strip()[: queries.LONGEST_QUESTION]
    kind = request.GET.get("kind", "")
    kind = kind if kind in queries.KINDS else ""
    page = _page_number(request.GET.get("page", ""))
    answer = queries.search_page(q, kind=kind, page=page) if q else None
    is_first = answer is not None and page == 1 and not kind
    if answer is not None and is_first:
        note_missed(q, answer)
    if answer is not None and answer.is_away:
        raise away()
    shown = {
        "q": q,
        "kind": kind,
        "kinds": queries.KINDS,
        "shown_kinds": {source.kind for source in sources()},
        "examples": EXAMPLES,
        "answer": answer,
        "page": page,
        "next_page": _next_page(page, answer.total if answer else 0),
        "beside": queries.beside(q, answer.hits) if answer is not None and is_first else [],
        "phones": _phones(answer),
    }
    return render(request, "portal/search.html", shown)


@public(cached=False, query_keys=("q",))
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer what to offer for the words typed so far, as JSON."""
    q = request.GET.get("q", "").strip()[: queries.LONGEST_QUESTION]
    found = suggestions.suggest(q) if q else ()
    items = [
        {
            "text": one.text,
            "url": here_address(one.url),
            "kind_text": queries.KINDS.get(one.kind, ""),
        }
        for one in found
    ]
    return JsonResponse({"items": items})


def _phones(answer: SearchAnswer | None) -> list[queries.OfficePhone]:
    if answer is None or (answer.hits and not answer.nearest):
        return []
    return queries.office_phones(answer.hits)


def _page_number(text: str) -> int:
    if not text.isdecimal() or len(text) > 4:
        return 1
    return max(1, min(int(text), queries.LAST_PAGE))


def _next_page(page: int, total: int) -> int | None:
    has_more = page * queries.PER_PAGE < total and page < queries.LAST_PAGE
    return page + 1 if has_more else None
