"""Synonyms and local words at the desk: what people say, and words that are not cut."""

from typing import cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from zhujian.kernel.refusals import Refused, not_found
from zhujian.ops.forms import SynonymForm, WordForm
from zhujian.ops.queries import synonyms_with, words_with
from zhujian.people.models import User
from zhujian.people.roles import Role
from zhujian.search import actions
from zhujian.search.models import LocalWord, Synonym
from zhujian.web.access import for_role
from zhujian.web.forms import add_refusal
from zhujian.web.pages import KeyPage, page_by_key
from zhujian.web.templating import with_query

PAGE = 50


@for_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def synonyms(request: HttpRequest) -> HttpResponse:
    """List the pairs, find among them, add one."""
    form = SynonymForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_synonym(by=_user(request), **form.cleaned_data)
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect(_back("ops:synonyms", q=form.cleaned_data["everyday"], done="saved"))
    asked = request.GET.get("q", "").strip()
    key = ("everyday", "official", "pk")
    page = page_by_key(synonyms_with(asked), key=key, after=request.GET.get("after", ""), size=PAGE)
    return _show(request, "ops/synonyms.html", form, page, asked)


@for_role(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """List the local words, find among them, add one."""
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_local_word(by=_user(request), word=form.cleaned_data["word"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect(_back("ops:words", q=form.cleaned_data["word"], done="saved"))
    asked = request.GET.get("q", "").strip()
    page = page_by_key(
        words_with(asked), key=("word",), after=request.GET.get("after", ""), size=PAGE
    )
    return _show(request, "ops/words.html", form, page, asked)


@for_role(Role.ADMIN)
@require_POST
def change_synonym(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a pair on or off, or remove it."""
    pair = Synonym.objects.filter(pk=pk).first()
    if pair is None:
        raise not_found()
    move = request.POST.get("move")
    if move == "remove":
        actions.remove_synonym(by=_user(request), synonym=pk)
    else:
        actions.set_synonym(
            by=_user(request),
            everyday=pair.everyday,
            official=pair.official,
            is_active=move == "on",
        )
    return redirect(_back("ops:synonyms", q=request.POST.get("q", ""), done="saved"))


@for_role(Role.ADMIN)
@require_POST
def change_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a local word on or off, or remove it."""
    word = LocalWord.objects.filter(pk=pk).first()
    if word is None:
        raise not_found()
    move = request.POST.get("move")
    if move == "remove":
        actions.remove_local_word(by=_user(request), local_word=pk)
    else:
        actions.set_local_word(by=_user(request), word=word.word, is_active=move == "on")
    return redirect(_back("ops:words", q=request.POST.get("q", ""), done="saved"))


def _show(
    request: HttpRequest,
    template: str,
    form: forms.Form,
    page: KeyPage[Synonym] | KeyPage[LocalWord],
    asked: str,
) -> HttpResponse:
    context = {
        "form": form,
        "rows": page.rows,
        "asked": asked,
        "next": with_query(request.path, q=asked, after=page.next) if page.next else "",
        "first": with_query(request.path, q=asked) if request.GET.get("after") else "",
        "done": request.GET.get("done", ""),
    }
    return render(request, template, context)


def _back(name: str, **parts: str) -> str:
    return with_query(reverse(name), **parts)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
