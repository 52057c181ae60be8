"""Readings of organisations."""

from collections.abc import Iterable

from django.db.models import Q

from zhujian.divisions.queries import county
from zhujian.people.models import Organisation
from zhujian.people.rules import bare_names


def county_name() -> str:
    """Return the county's name, or "" where no divisions were imported."""
    division = county()
    return division.name if division else ""


def find_organisation(text: str) -> Organisation | None:
    """Return the organisation that a slug, a name, a short name or an alias means, or None.

    The county's own prefix, and a foreign one (区, 广安区), are taken off if need be; the name
    as it is written counts before the shorter one.
    """
    if not text.isprintable():
        return None
    for name in bare_names(text.strip()):
        for candidate in (name, f"{county_name()}{name}"):
            found = (
                Organisation.objects.active()
                .filter(
                    Q(slug=candidate)
                    | Q(name=candidate)
                    | Q(short_name=candidate)
                    | Q(aliases__name=candidate)
                )
                .order_by("pk")
                .distinct()
                .first()
            )
            if found:
                return found
    return None


def organisation_name(slug: str) -> str:
    """Return the name of an organisation, or its slug if there is none of that slug."""
    name = Organisation.objects.filter(slug=slug).values_list("name", flat=True).first()
    return name or slug


def organisation_names(slugs: Iterable[str]) -> dict[str, str]:
    """Return the names of several organisations by slug, in one query."""
    return dict(Organisation.objects.filter(slug__in=set(slugs)).values_list("slug", "name"))
