"""Open readings: the county, search, divisions, organisations, dates, tracking, ratings."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from zhujian.divisions.models import Division
from zhujian.gateway import queries
from zhujian.gateway.answers import answer
from zhujian.gateway.cursors import next_address, position
from zhujian.gateway.problems import one_field
from zhujian.gateway.shapes import answers, dealings, questions
from zhujian.gateway.views.replies import OPEN, replies
from zhujian.kernel.deadlines.queries import answer as deadline_answer
from zhujian.kernel.numbers import kind_of, parse
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation
from zhujian.ratings.queries import Filters, summary
from zhujian.search.engine import find
from zhujian.search.missed import note_missed
from zhujian.web.pages import page_by_key
from zhujian.web.trackers import track

router = Router(tags=["查询"])


@router.get("/city", response=replies(answers.City, *OPEN), summary="县情与各项数字")
def read_city(request: HttpRequest) -> HttpResponse:
    """Return the county and its figures."""
    del request
    return answer(queries.city())


@router.get("/search", response=replies(answers.FoundList, *OPEN), summary="搜索")
def search(request: HttpRequest, query: Query[questions.SearchQuery]) -> HttpResponse:
    """Return the best results for everyday words."""
    del request
    found = find(query.q, kinds=(query.kind,) if query.kind else (), limit=query.limit)
    if not query.kind:
        note_missed(query.q, found)
    return answer(
        {
            "items": [
                {
                    "kind": hit.kind,
                    "id": hit.id,
                    "title": hit.title,
                    "url": hit.url,
                    "snippet": hit.snippet_text,
                    "score": round(hit.score, 4),
                }
                for hit in found.hits
            ],
            "total": found.total,
            "did_you_mean": found.did_you_mean,
            "nearest": found.nearest,
        }
    )


@router.get("/divisions", response=replies(answers.DivisionList, *OPEN), summary="行政区划")
def list_divisions(request: HttpRequest, query: Query[questions.DivisionsQuery]) -> HttpResponse:
    """Return the county, its towns and villages, by code."""
    filters = {"level": query.level or "", "parent": query.parent, "limit": _size(query.limit, 100)}
    found = Division.objects.select_related("parent")
    if query.level:
        found = found.filter(level=query.level)
    if query.parent:
        found = found.filter(parent__code=query.parent)
    after = position(request.path, filters, query.cursor)
    page = page_by_key(found, key=("code",), after=after, size=query.limit)
    return answer(
        {
            "items": [queries.division_shape(one) for one in page.rows],
            "next": next_address(request.path, filters, page.next),
        }
    )


@router.get("/organisations", response=replies(answers.OrganisationList, *OPEN), summary="单位")
def list_organisations(
    request: HttpRequest, query: Query[questions.OrganisationsQuery]
) -> HttpResponse:
    """Return the active organisations, by slug."""
    filters = {"kind": query.kind, "limit": _size(query.limit, 100)}
    found = Organisation.objects.active()
    if query.kind:
        found = found.filter(kind=query.kind)
    after = position(request.path, filters, query.cursor)
    page = page_by_key(found, key=("slug",), after=after, size=query.limit)
    return answer(
        {
            "items": [queries.organisation_shape(one) for one in page.rows],
            "next": next_address(request.path, filters, page.next),
        }
    )


@router.get("/deadline", response=replies(dealings.Deadline, *OPEN), summary="期限计算")
def read_deadline(request: HttpRequest, query: Query[questions.DeadlineQuery]) -> HttpResponse:
    """Return when a term ends that begins on a day, and why."""
    del request
    try:
        return answer(deadline_answer(query.rule, query.start, query.of))
    except Refused as refused:
        if refused.fields:
            raise
        field = "of" if refused.code == "of_unknown" else "rule"
        raise one_field(refused.code, field, refused.text, status=refused.status) from refused


@router.get("/track/{number}", response=replies(dealings.Track, *OPEN), summary="进度查询")
def read_track(request: HttpRequest, number: str) -> HttpResponse:
    """Return the public steps of a number, oldest first."""
    del request
    found = track(parse(number))
    return answer(
        {
            "number": found.number,
            "kind": kind_of(found.number[:2]).track_kind,
            "kind_text": found.kind,
            "title": found.title,
            "state": found.state,
            "state_text": found.state_text,
            "due_on": found.due_on,
            "due_why": found.due_why,
            "steps": [
                {"at": step.at, "text": step.text, "by": step.by} for step in reversed(found.steps)
            ],
        }
    )


@router.get("/ratings/summary", response=replies(dealings.RatingSummary, *OPEN), summary="评价统计")
def read_ratings(request: HttpRequest, query: Query[questions.RatingsQuery]) -> HttpResponse:
    """Return the figures of ratings over what the filters leave."""
    del request
    if query.since and query.until and query.until < query.since:
        raise one_field("period", "to", "结束日期不能早于开始日期。")
    filters = Filters(
        organisation=query.organisation,
        item=query.item,
        place=query.place,
        since=query.since,
        until=query.until,
    )
    return answer(queries.summary_shape(summary(filters)))


def _size(limit: int, usual: int) -> str:
    return "" if limit == usual else str(limit)
