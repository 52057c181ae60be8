"""The editors' desk: drafts with what is missing, elements by section, publication."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhujian.catalogue import actions, permissions
from zhujian.catalogue.forms import (
    SECTIONS,
    ElementsForm,
    NoteForm,
    ReasonForm,
    RowForm,
    Section,
    row_forms,
    rows_of,
    section_of,
)
from zhujian.catalogue.models import Item
from zhujian.catalogue.queries import DraftView, draft_of, drafts_for
from zhujian.catalogue.rules import BY_KEY
from zhujian.catalogue.states import MOVES, ItemStatus
from zhujian.kernel.refusals import Refused, not_found
from zhujian.people.models import User
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.forms import add_refusal
from zhujian.web.templating import with_query

FORBIDDEN, NOT_FOUND = 403, 404
DESK_ROLES = (Role.EDITOR, Role.CONTRIBUTOR, Role.ADMIN)


@for_role(*DESK_ROLES)
@require_GET
def list_drafts(request: HttpRequest) -> HttpResponse:
    """List the items whose guides the member of staff writes, drafts with what is missing."""
    status = request.GET.get("status", "")
    if status not in {"", *ItemStatus.values}:
        raise not_found()
    base = reverse("catalogue:desk")
    after = request.GET.get("after", "")
    user = _user(request)
    rows, following = drafts_for(user, status=status, after=after)
    return render(
        request,
        "catalogue/desk_list.html",
        {
            "rows": rows,
            "tabs": _tabs(user, base, status),
            "next": with_query(base, status=status, after=following) if following else "",
            "first": with_query(base, status=status) if after else "",
        },
    )


@for_role(*DESK_ROLES)
@require_GET
def show_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Show one item: what is missing, what breaks a rule, its sections, what may be done."""
    return _page(request, _draft(request, code))


@for_role(*DESK_ROLES)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str, section: str) -> HttpResponse:
    """Fill in the elements of one section."""
    chosen = section_of(section)
    draft = _draft(request, code)
    if chosen is None:
        raise not_found()
    data = request.POST if request.method == "POST" else None
    if chosen.is_list:
        return _edit_rows(request, draft, chosen, row_forms(chosen, draft.elements, data))
    form = ElementsForm(chosen, draft.elements, data)
    if form.is_bound and form.is_valid():
        try:
            actions.save_draft(by=_user(request), code=code, elements=form.elements())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect("catalogue:desk-item", code)
    return _section_page(request, draft, chosen, form, [])


@for_role(*DESK_ROLES)
@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Publish what stands in the draft."""
    form = NoteForm(request.POST)
    draft = _draft(request, code)
    if form.is_valid():
        try:
            actions.publish_draft(by=_user(request), code=code, note=form.cleaned_data["note"])
        except Refused as refused:
            if refused.status == FORBIDDEN:
                raise
            add_refusal(form, refused)
        else:
            return redirect("catalogue:desk-item", code)
    return _page(request, draft, note_form=form)


@for_role(*DESK_ROLES)
@require_POST
def move(request: HttpRequest, code: str, move: str) -> HttpResponse:
    """List, suspend or resume an item."""
    draft = _draft(request, code)
    user, form = _user(request), ReasonForm(request.POST)
    if move == "suspend" and not form.is_valid():
        return _page(request, draft, reason_form=form)
    try:
        if move == "list":
            actions.list_item(by=user, code=code)
        elif move == "suspend":
            actions.suspend_item(by=user, code=code, because=form.cleaned_data["because"])
        elif move == "resume":
            actions.resume_item(by=user, code=code)
        else:
            raise not_found()
    except Refused as refused:
        if refused.status in {FORBIDDEN, NOT_FOUND}:
            raise
        return _page(request, draft, refused=refused)
    return redirect("catalogue:desk-item", code)


def _edit_rows(
    request: HttpRequest, draft: DraftView, section: Section, bound: list[RowForm]
) -> HttpResponse:
    key = section.keys[0]
    problems: list[str] = []
    if bound and bound[0].is_bound and all(form.is_valid() for form in bound):
        old = draft.elements.get(key) or []
        try:
            actions.save_draft(
                by=_user(request), code=draft.item.code, elements={key: rows_of(bound, old)}
            )
        except Refused as refused:
            problems = [one.reason for one in refused.fields] or [refused.text]
        else:
            return redirect("catalogue:desk-item", draft.item.code)
    return _section_page(request, draft, section, None, bound, problems)


def _section_page(
    request: HttpRequest,
    draft: DraftView,
    section: Section,
    form: ElementsForm | None,
    rows: list[RowForm],
    problems: list[str] | None = None,
) -> HttpResponse:
    context = {
        "draft": draft,
        "section": section,
        "form": form,
        "rows": rows,
        "problems": problems or [],
    }
    return render(request, "catalogue/desk_section.html", context)


def _page(request: HttpRequest, draft: DraftView, **forms: Any) -> HttpResponse:
    user, item = _user(request), draft.item
    may_publish = permissions.can_publish_guide(user, item.organisation)
    verbs = set(MOVES.verbs_from(item.status)) if may_publish else set()
    labels = {BY_KEY[key].label: section for section in SECTIONS for key in section.keys}
    context = {
        "draft": draft,
        "item": item,
        "sections": SECTIONS,
        "missing": [(name, labels.get(name.split("第 ")[0])) for name in draft.assessment.missing],
        "may_publish": may_publish and draft.has_draft,
        "may_list": "list" in verbs and item.status == ItemStatus.DRAFT,
        "may_suspend": "suspend" in verbs,
        "may_resume": "resume" in verbs,
        "note_form": NoteForm(),
        "reason_form": ReasonForm(),
        "refused": None,
        **forms,
    }
    return render(request, "catalogue/desk_item.html", context)


def _tabs(user: User, base: str, chosen: str) -> list[dict[str, Any]]:
    mine = Item.objects.visible_to(user)
    numbers = {"": mine.count()} | {
        status: mine.filter(status=status).count() for status in ItemStatus.values
    }
    words = {"": "全部"} | {status.value: str(status.label) for status in ItemStatus}
    return [
        {
            "text": words[status],
            "href": with_query(base, status=status),
            "is_current": status == chosen,
            "count": number,
        }
        for status, number in numbers.items()
    ]


def _draft(request: HttpRequest, code: str) -> DraftView:
    draft = draft_of(_user(request), code)
    if draft is None:
        raise not_found("没有这个编码的事项，或者不归您的单位维护。")
    return draft


def _user(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise not_found()
    return user
