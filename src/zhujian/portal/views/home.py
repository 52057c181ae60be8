"""The home page and the pages of the life events."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhujian.kernel import clock
from zhujian.kernel.refusals import not_found
from zhujian.portal import queries
from zhujian.portal.life_events import LIFE_EVENTS, life_event
from zhujian.web.access import public

EXAMPLES = ("社保卡丢了怎么补", "老人满 80 岁有补贴吗", "去外地看病怎么报销")


@public(tags=("ratings", "places", "items"), seconds=60)
def home(request: HttpRequest) -> HttpResponse:
    """Show the home page: search first, then the parcel box and the life events."""
    shown = {
        "examples": EXAMPLES,
        "events": LIFE_EVENTS,
        "date": clock.today(),
        "today": queries.today_lines(),
        "figure": queries.month_figure(),
    }
    return render(request, "portal/home.html", shown)


@public(tags=("items",))
def life(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what people look for in one life event, with the items found."""
    event = life_event(slug)
    if event is None:
        raise not_found("没有这一类人生大事，请从首页选择。")
    shown = {"event": event, "topics": queries.topic_results(event), "events": LIFE_EVENTS}
    return render(request, "portal/life.html", shown)
