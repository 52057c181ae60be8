"""The Jinja2 environment of every page."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """Return the environment: undefined names fail, everything is escaped."""
    options["undefined"] = StrictUndefined
    surroundings = Environment(**options)  # noqa: S701 -- Django's backend sets autoescape
    surroundings.globals.update({"static": static, "url": reverse})
    return surroundings
