"""Where a person is signed in: noted at each sign-in, listed, ended."""

import ipaddress
import re
from typing import cast

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from zhujian.people import actions, queries
from zhujian.people.models import User
from zhujian.web.access import signed_in

BACKEND = "django.contrib.auth.backends.ModelBackend"
_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("HuaweiBrowser", "华为浏览器"),
    ("MiuiBrowser", "小米浏览器"),
    ("QQBrowser", "QQ 浏览器"),
    ("UCBrowser", "UC 浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "鸿蒙手机"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Mac OS", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


def address_of(request: HttpRequest) -> str:
    """Return the caller's address as the outermost middleware knows it."""
    return str(getattr(request, "client_address", request.META.get("REMOTE_ADDR", "")))


def let_in(request: HttpRequest, user: User) -> None:
    """Sign a person in with a new session key, and note the browser for his list of sessions."""
    login(request, user, backend=BACKEND)
    request.session.save()
    actions.note_session(
        by=user,
        session_key=str(request.session.session_key),
        device=device_words(request.headers.get("User-Agent", "")),
        network=network_words(address_of(request)),
    )


def device_words(agent: str) -> str:
    """Return in words what a browser says of itself: 微信，安卓手机."""
    names = [
        next((words for mark, words in table if re.search(mark, agent)), "")
        for table in (_BROWSERS, _SYSTEMS)
    ]
    return "，".join(filter(None, names)) or "未知设备"


def network_words(address: str) -> str:
    """Return an address roughly, so that it tells the network and not the machine."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if parsed.version == 4:
        return ".".join([*address.split(".")[:2], "*", "*"])
    return ":".join([*parsed.exploded.split(":")[:3], "*"])


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """Show where I am signed in."""
    user = cast("User", request.user)
    context = {
        "sessions": queries.sessions_of(user),
        "current": request.session.session_key,
    }
    return render(request, "people/sessions.html", context)


@signed_in
@require_POST
def end(request: HttpRequest, ref: str) -> HttpResponse:
    """End one of my sessions."""
    actions.end_session(by=cast("User", request.user), ref=ref)
    return redirect("people:sessions")


@signed_in
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all my sessions but this one."""
    actions.end_other_sessions(
        by=cast("User", request.user), session_key=str(request.session.session_key)
    )
    return redirect("people:sessions")
