"""The Jinja2 environment of every page."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from zhujian.web import large
from zhujian.web import panels as registry


def environment(**options: Any) -> Environment:
    """Return the environment: undefined names fail, everything is escaped."""
    options["undefined"] = StrictUndefined
    surroundings = Environment(**options)  # noqa: S701 -- Django's backend sets autoescape
    surroundings.globals.update(
        {
            "static": static,
            "url": reverse,
            "panels": panels,
            "is_large": large.is_large,
            "other_size_path": large.other_size_path,
        }
    )
    return surroundings


@pass_context
def panels(context: Context, place: str, **passed: Any) -> Markup:
    """Return what rooms above show in a place of this page."""
    return registry.panels(context["request"], place, **passed)
