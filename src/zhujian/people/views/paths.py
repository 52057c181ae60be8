"""Where a sign-in leads: only to addresses of this site."""

from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme


def own_path(text: str, *, default: str) -> str:
    """Return the path that `next` names if it is one of ours, else the default (`me/`, `desk/`)."""
    is_path = text.startswith("/") and not text.startswith("//") and text.isprintable()
    if is_path and "\\" not in text and url_has_allowed_host_and_scheme(text, allowed_hosts=None):
        return text
    return f"{get_script_prefix()}{default}"
