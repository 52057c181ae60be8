"""The reference tables at the desk: landing page, holidays, counts of days."""

from datetime import date
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhujian.kernel import clock
from zhujian.kernel.calendar import actions, queries
from zhujian.kernel.calendar.rules import date_words
from zhujian.kernel.deadlines.actions import set_count
from zhujian.kernel.deadlines.counts import count
from zhujian.kernel.deadlines.queries import counts_as_set
from zhujian.kernel.refusals import Refused, not_found
from zhujian.ops.forms import CountForm, DayForm
from zhujian.ops.queries import installation_facts
from zhujian.people.models import User
from zhujian.people.roles import Role
from zhujian.web.access import for_role
from zhujian.web.forms import add_refusal
from zhujian.web.templating import with_query


@for_role(Role.ADMIN)
@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    """Show what can be set, and what the installation was started with."""
    return render(request, "ops/reference.html", {"facts": installation_facts()})


@for_role(Role.ADMIN)
@require_GET
def this_year(request: HttpRequest) -> HttpResponse:
    """Lead to the holidays of the running year."""
    del request
    return redirect("ops:holidays", year=clock.today().year)


@for_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def holidays(request: HttpRequest, year: int) -> HttpResponse:
    """Show a year's days; take a change, show it once more, then let the action make it."""
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "confirmed" not in request.POST:
            return _confirm_day(request, year, form)
        try:
            actions.set_day(by=_user(request), **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect(with_query(_address(form.cleaned_data["on"].year), done="day"))
    return _show_year(request, year, form)


@for_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def clear_day(request: HttpRequest, year: int, on: str) -> HttpResponse:
    """Take a day out of the table, after it was shown once more."""
    day = queries.days_of_year(year).filter(on=_date(on)).first()
    if day is None:
        raise not_found()
    if request.method == "POST":
        actions.clear_day(by=_user(request), on=day.on)
        return redirect(with_query(_address(year), done="clear"))
    facts = [("日期", date_words(day.on)), ("名称", day.name)]
    return _confirm(request, year, "不再单列这一天", facts)


@for_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_year(request: HttpRequest, year: int) -> HttpResponse:
    """Declare that a year's notice is entered, after it was asked once more."""
    if request.method == "POST":
        actions.confirm_year(by=_user(request), year=year)
        return redirect(with_query(_address(year), done="year"))
    days = queries.days_of_year(year)
    facts = [
        ("年份", f"{year}年"),
        ("放假", f"{days.filter(is_workday=False).count()}天"),
        ("调休上班", f"{days.filter(is_workday=True).count()}天"),
    ]
    return _confirm(request, year, "确认放假安排", facts)


@for_role(Role.ADMIN)
@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """Show every count of days: those that are settings can be opened, the others are law."""
    table = sorted(counts_as_set(), key=lambda one: not one.is_setting)
    return render(request, "ops/counts.html", {"counts": table, "done": request.GET.get("done")})


@for_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_count(request: HttpRequest, rule: str, of: str) -> HttpResponse:
    """Change the days of one count that is a setting."""
    chosen = count(rule, of)
    form = CountForm(request.POST or None, initial={"n": chosen.n})
    if request.method == "POST" and form.is_valid():
        try:
            set_count(
                by=_user(request), rule=rule, of=of, n=form.cleaned_data["n"], unit=chosen.unit
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect(with_query(reverse("ops:counts"), done="count"))
    return render(request, "ops/count.html", {"count": chosen, "form": form})


def _show_year(request: HttpRequest, year: int, form: DayForm) -> HttpResponse:
    known = list(queries.years())
    chosen = next((one for one in known if one.year == year), None)
    if chosen is None:
        raise not_found(f"节假日表里没有{year}年。")
    tabs = [
        {"text": f"{one.year}年", "href": _address(one.year), "is_current": one is chosen}
        for one in reversed(known[:6])
    ]
    context = {
        "year": chosen,
        "tabs": tabs,
        "days": queries.days_of_year(year),
        "version": queries.versions()[0],
        "form": form,
        "done": request.GET.get("done", ""),
    }
    return render(request, "ops/holidays.html", context)


def _confirm_day(request: HttpRequest, year: int, form: DayForm) -> HttpResponse:
    day = form.cleaned_data
    facts = [
        ("日期", _span_words(day["on"], day["until"])),
        ("这一天", "上班" if day["is_workday"] else "放假"),
        ("名称", day["name"]),
        ("依据", day["note"] or "没有填写"),
    ]
    kept = {name: form.data[name] for name in form.fields if name in form.data}
    return _confirm(request, year, "修改这一天", facts, kept)


def _confirm(
    request: HttpRequest,
    year: int,
    title: str,
    facts: list[tuple[str, str]],
    kept: dict[str, str] | None = None,
) -> HttpResponse:
    context = {"title": title, "facts": facts, "kept": kept or {}, "back": _address(year)}
    return render(request, "ops/confirm.html", context)


def _span_words(on: date, until: date | None) -> str:
    return f"{date_words(on)}至{date_words(until, on)}" if until else date_words(on)


def _address(year: int) -> str:
    return reverse("ops:holidays", args=[year])


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise not_found() from error


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
