"""Taking in at the counter, first half: the item, the person, what he handed in before."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from zhujian.cases import actions as case_actions
from zhujian.cases import queries as cases
from zhujian.cases.steps import is_for_enterprises
from zhujian.cases.views.desk import rows_of
from zhujian.cases.views.filling import signed_in_user
from zhujian.catalogue.steps import ItemForCase, item_for_application
from zhujian.kernel.refusals import Refused, not_found
from zhujian.people.actions import make_resident
from zhujian.people.models import Mandate, Resident, User
from zhujian.people.roles import Role
from zhujian.people.steps import mandate_for
from zhujian.web.access import for_role
from zhujian.web.forms import add_refusal
from zhujian.web.sheets import SheetColumn, exported
from zhujian.web.templating import with_query
from zhujian.window import actions, queries
from zhujian.window.forms import FindPersonForm, NewPersonForm

HIMSELF = "self"
WHO = (
    "请输入完整的 11 位手机号、18 位身份证号、纸质查询码，"
    "或者姓加后四位，例如「王 0001」。只输尾号不会列出任何人。"
)
DRAFT_COLUMNS = (
    SheetColumn("事项", 40),
    SheetColumn("办事人", 14),
    SheetColumn("开始时间", 18),
    SheetColumn("最近保存", 18),
)


@for_role(Role.CLERK)
@require_GET
def choose_item(request: HttpRequest) -> HttpResponse:
    """Find the item that a person at the counter asks for; the code alone opens it."""
    user = signed_in_user(request)
    words = request.GET.get("q", "").strip()[:200]
    usual = queries.usual_codes(user, queries.window_of(user))
    found = queries.find_items(words, usual=usual) if words else []
    if len(found) == 1 and found[0].code == words and found[0].is_open:
        return redirect("window:person", found[0].code)
    return render(
        request,
        "window/choose_item.html",
        {
            "words": words,
            "found": found,
            "is_whole_page": request.headers.get("HX-Request") != "true",
            "usual": [] if words else queries.items_of(usual),
            "drafts": [] if words else queries.drafts_page(user, size=5).rows,
        },
    )


@for_role(Role.CLERK)
def choose_person(request: HttpRequest, code: str) -> HttpResponse:
    """Find the person by number, paper code or surname and tail, or write a new one down.

    Who may act for others is then asked for whom he has come.
    """
    user, item = signed_in_user(request), item_for_application(code)
    does = request.POST.get("does", "")
    find = FindPersonForm(request.POST if does == "find" else None)
    new = NewPersonForm(request.POST if does == "make" else None)
    found = None
    if does == "choose":
        return _chosen(request, user, item, _person(request.POST.get("person", "")))
    if does == "find" and find.is_valid():
        found = _found(user, find)
    if does == "make" and new.is_valid():
        person = _made(user, new)
        if person is not None:
            return _chosen(request, user, item, person)
    if found is not None or new.errors:
        find.fields["who"].widget.attrs.pop("autofocus")
    if found == []:
        new = NewPersonForm(initial=queries.numbers_in(find.cleaned_data["who"]))
        new.fields["name"].widget.attrs["autofocus"] = True
    return render(
        request,
        "window/choose_person.html",
        {
            "item": item,
            "find": find,
            "new": new,
            "found": found,
            "most": queries.SHOWN,
        },
        status=422 if find.errors or new.errors else 200,
    )


@for_role(Role.CLERK)
@require_POST
def earlier(request: HttpRequest, ref: str) -> HttpResponse:
    """Show what a person handed in before; a POST, since it leaves a line he can read."""
    user = signed_in_user(request)
    person, found = actions.see_earlier(by=user, ref=ref)
    shown = {"person": person, "rows": rows_of(found.cases), "drafts": found.drafts}
    return render(request, "window/earlier.html", shown)


@for_role(Role.CLERK)
@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """List what this clerk has begun at the counter and not finished."""
    after = request.GET.get("after", "")
    page = queries.drafts_page(signed_in_user(request), after=after)
    address = reverse("window:drafts")
    return render(
        request,
        "window/drafts.html",
        {
            "drafts": page.rows,
            "next": with_query(address, after=page.next) if page.next else "",
            "first": address if after else "",
        },
    )


@for_role(Role.CLERK)
@require_POST
def export_drafts(request: HttpRequest) -> FileResponse:
    """Send the list of unfinished drafts as a spreadsheet."""
    user = signed_in_user(request)
    rows = (
        (draft.item_name, draft.shown_party, draft.created_at, draft.updated_at)
        for draft in queries.every_draft(user)
    )
    return exported("没收完的申请", DRAFT_COLUMNS, rows, by=user)


def _found(user: User, form: FindPersonForm) -> list[Resident] | None:
    if not queries.is_searchable(form.cleaned_data["who"]):
        form.add_error("who", WHO)
        return None
    return actions.find_persons(by=user, text=form.cleaned_data["who"])


def _made(user: User, form: NewPersonForm) -> User | None:
    try:
        return make_resident(by=user, **form.cleaned_data)
    except Refused as refused:
        if refused.status != 422:
            raise
        add_refusal(form, refused)
        return None


def _person(ref: str) -> User:
    found = User.objects.filter(ref=ref, is_active=True, login__isnull=True).first()
    if found is None:
        raise not_found("没有找到这个人，请重新查找。")
    return found


def _chosen(request: HttpRequest, user: User, item: ItemForCase, person: User) -> HttpResponse:
    """Begin for whom was chosen; ask where nobody was yet and the person may act for others."""
    ref = request.POST.get("for", "")
    if ref:
        mandate = None if ref == HIMSELF else mandate_for(person, ref)
        return _begin(user, item, person, mandate)
    parties = actions.see_parties(by=user, person=person, item_code=item.code)
    if not parties:
        return _begin(user, item, person, None)
    shown = {"item": item, "person": person, "himself": HIMSELF, "parties": parties}
    first = is_for_enterprises(item) and next((one for one in parties if not one.hindrance), None)
    return render(request, "window/choose_party.html", {**shown, "first": first or None})


def _begin(user: User, item: ItemForCase, person: User, mandate: Mandate | None) -> HttpResponse:
    """Begin a draft with what is known of whose application it is."""
    whose = (mandate.principal if mandate else None) or person
    enterprise = mandate.enterprise if mandate else None
    draft = case_actions.begin_draft(
        by=user,
        item_code=item.code,
        applicant=person,
        mandate=mandate,
        form=cases.prefilled(whose, item.form, enterprise=enterprise),
    )
    return redirect("window:fill", draft.ref)
