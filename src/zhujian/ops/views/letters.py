"""The postroom as the administrator sees it: what waits, what failed, texts, limits; reports."""

from dataclasses import asdict
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhujian.kernel.actors import SystemActor
from zhujian.kernel.refusals import Refused, not_found
from zhujian.ops.forms import LimitsForm, TemplateIdForm
from zhujian.people.models import User
from zhujian.people.roles import Role
from zhujian.postroom import actions, queries
from zhujian.postroom.rules import Limits
from zhujian.postroom.states import LetterState
from zhujian.web.access import anyone, for_role
from zhujian.web.forms import add_refusal
from zhujian.web.pages import page_by_key
from zhujian.web.templating import with_query

PAGE = 50
CARRIER = SystemActor("system:carrier")
SIGNS = {
    LetterState.QUEUED: "waiting",
    LetterState.SENT: "info",
    LetterState.DELIVERED: "done",
    LetterState.UNDELIVERED: "overdue",
    LetterState.FAILED: "overdue",
    LetterState.DROPPED: "quiet",
}


@csrf_exempt
@anyone
@require_POST
def take_reports(request: HttpRequest) -> HttpResponse:
    """Take in what the carrier says became of messages; its signature is the authority."""
    try:
        taken = actions.take_reports(
            by=CARRIER,
            body=request.body,
            timestamp=request.headers.get("X-Zhujian-Timestamp", ""),
            signature=request.headers.get("X-Zhujian-Signature", ""),
        )
    except Refused as refused:
        return JsonResponse({"code": refused.code, "detail": refused.text}, status=refused.status)
    return JsonResponse(asdict(taken))


@for_role(Role.ADMIN)
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """List what leaves the house, newest first, in one state or all; no text, no number."""
    state = request.GET.get("state", "")
    if state not in {"", *LetterState.values}:
        raise not_found()
    after = request.GET.get("after", "")
    page = page_by_key(queries.outbox(state), key=("-pk",), after=after, size=PAGE)
    address = reverse("ops:letters")
    context = {
        "rows": [
            {
                "letter": letter,
                "title": queries.title_of(letter),
                "sign": SIGNS[LetterState(letter.state)],
            }
            for letter in page.rows
        ],
        "tabs": _tabs(address, state),
        "next": with_query(address, state=state, after=page.next) if page.next else "",
        "first": with_query(address, state=state) if after else "",
        "state": state,
        "done": request.GET.get("done", ""),
    }
    return render(request, "ops/letters.html", context)


@for_role(Role.ADMIN)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue a letter again that failed or did not arrive."""
    actions.queue_again(by=_user(request), letter=pk)
    return redirect(with_query(reverse("ops:letters"), state="queued", done="again"))


@for_role(Role.ADMIN)
@require_GET
def texts(request: HttpRequest) -> HttpResponse:
    """Show every text as the carrier is to register it, with its id."""
    context = {
        "texts": queries.registered_texts(),
        "limits": queries.limits(),
        "done": request.GET.get("done", ""),
    }
    return render(request, "ops/letter_texts.html", context)


@for_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """Change how many messages may go, and the quiet hours."""
    form = LimitsForm(request.POST or None, initial=asdict(queries.limits()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_limits(by=_user(request), limits=Limits(**form.cleaned_data))
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect(with_query(reverse("ops:letter-texts"), done="limits"))
    status = 422 if form.errors else 200
    return render(request, "ops/letter_limits.html", {"form": form}, status=status)


@for_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def template_id(request: HttpRequest, template: str) -> HttpResponse:
    """Write down the id that the carrier gave a text."""
    found = {one.template: one for one in queries.registered_texts()}
    if template not in found:
        raise not_found()
    text = found[template]
    form = TemplateIdForm(request.POST or None, initial={"carrier_id": text.carrier_id})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_template_id(by=_user(request), template=template, **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect(with_query(reverse("ops:letter-texts"), done="id"))
    status = 422 if form.errors else 200
    return render(request, "ops/letter_text.html", {"form": form, "text": text}, status=status)


def _tabs(address: str, chosen: str) -> list[dict[str, object]]:
    counts = queries.worrying_counts()
    return [
        {
            "text": text,
            "href": with_query(address, state=value),
            "is_current": value == chosen,
            "count": counts.get(value),
        }
        for value, text in [("", "全部"), *LetterState.choices]
    ]


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
