"""A form that was sent after its session had ended waits until its sender has signed in again.

Each form of a signed-in person carries a signed mark of whose it is. What comes back without a
session is sealed into the new session of the browser and shown to that person alone, who sends
it once more; somebody else who signs in there sees nothing of it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zhujian.kernel import clock
from zhujian.kernel.crypto import Unreadable, decrypt, encrypt

MARK = "form_owner"
KEPT = "web.parked"
SALT = "web.parking"
MOST = 64 * 1024
WAITS = timedelta(hours=1)
LEFT_OUT = frozenset({MARK, "csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class Parked:
    """A form that waits: where it was sent, its fields, whether files came with it."""

    address: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


def form_marks(request: HttpRequest) -> Mapping[str, Any]:
    """Return `csrf_input` for templates: the token, and whose form it is."""
    return {"csrf_input": _marks(request)}


def park(request: HttpRequest) -> bool:
    """Keep the form of a request without a session; say whether it was kept.

    Nothing without the mark of a person is kept, and no more than a form that was typed.
    """
    owner = _owner(request.POST.get(MARK, ""))
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in LEFT_OUT
        for value in values
    ]
    if not owner or sum(len(name) + len(value) for name, value in fields) > MOST:
        return False
    kept = {
        "owner": owner,
        "address": request.get_full_path(),
        "fields": fields,
        "had_files": bool(request.FILES),
        "until": (clock.now() + WAITS).isoformat(),
    }
    sealed = encrypt(json.dumps(kept, ensure_ascii=False).encode())
    request.session[KEPT] = base64.b64encode(sealed).decode()
    return True


def parked_for(request: HttpRequest) -> Parked | None:
    """Return the form that waits for the person who is signed in, if any does."""
    sealed = request.session.get(KEPT)
    if not sealed:
        return None
    try:
        kept = json.loads(decrypt(base64.b64decode(sealed)))
    except (Unreadable, ValueError):
        return None
    is_his = kept["owner"] == getattr(request.user, "actor_ref", "")
    if not is_his or kept["until"] < clock.now().isoformat():
        return None
    fields = tuple((name, value) for name, value in kept["fields"])
    return Parked(kept["address"], fields, kept["had_files"])


def forget(request: HttpRequest) -> None:
    """Keep nothing any more: it was sent once more, or something else was."""
    session = getattr(request, "session", {})
    if KEPT in session:
        del session[KEPT]


def _csrf_and_owner(request: HttpRequest) -> SafeString:
    owner = getattr(request.user, "actor_ref", "") if hasattr(request, "user") else ""
    if not owner:
        return csrf_input(request)
    mark = signing.dumps(owner, salt=SALT)
    return csrf_input(request) + format_html(
        '<input type="hidden" name="{}" value="{}">', MARK, mark
    )


_marks = lazy(_csrf_and_owner, SafeString, str)


def _owner(mark: str) -> str:
    try:
        return str(signing.loads(mark, salt=SALT)) if mark else ""
    except signing.BadSignature:
        return ""
