"""Making organisations, the usual departments of a county among them."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from zhujian.divisions.models import Division
from zhujian.people.models import Organisation, OrganisationAlias, OrganisationKind
from zhujian.people.queries import county_name, find_organisation
from zhujian.people.rules import bare_names
from zhujian.search.pinyin import slug_of

_SEED = Path(__file__).parents[1] / "data" / "organisations.csv"


@cache
def seed_rows() -> tuple[dict[str, str], ...]:
    """Return the table of usual county departments with their aliases."""
    with _SEED.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def seed_row(text: str) -> dict[str, str] | None:
    """Return the row of the table of usual departments that a name means, or None."""
    for name in bare_names(text):
        for row in seed_rows():
            if name in {row["slug"], *_names(row)}:
                return row
    return None


def _names(row: dict[str, str]) -> list[str]:
    aliases = [alias for alias in row["aliases"].split("|") if alias]
    return [row["name"], row["short_name"], *aliases]


def ensure_organisation(text: str) -> tuple[Organisation, bool]:
    """Return the organisation that a name means, made if there is none; and whether it is new.

    A usual department gets its official name, slug and aliases; any other keeps its name.
    """
    found = find_organisation(text)
    if found:
        return found, False
    row = seed_row(text)
    if row:
        return organisation_from(row)
    name = bare_names(text)[-1]
    return new_organisation(name=name, kind=OrganisationKind.DEPARTMENT), True


def organisation_from(row: dict[str, str]) -> tuple[Organisation, bool]:
    """Return the organisation of a row of the table, made with its aliases if there is none."""
    found = Organisation.objects.filter(slug=row["slug"]).first()
    if found:
        return found, False
    county = county_name()
    organisation = new_organisation(
        name=row["full_name"].format(county=county) if county else row["name"],
        kind=OrganisationKind(row["kind"]),
        slug=row["slug"],
        short_name=row["short_name"],
        is_administrative=row["is_administrative"] == "1",
    )
    return organisation, True


def new_organisation(
    *,
    name: str,
    kind: OrganisationKind,
    slug: str = "",
    short_name: str = "",
    aliases: Iterable[str] = (),
    division: Division | None = None,
    parent: Organisation | None = None,
    credit_code: str = "",
    is_administrative: bool = False,
    phone_consult: str = "",
    phone_supervise: str = "",
) -> Organisation:
    """Make an organisation with its aliases; a slug that is not given is spelt from the name."""
    organisation = Organisation.objects.create(
        slug=slug or _free_slug(name),
        name=name,
        short_name=short_name or name,
        kind=kind,
        division=division,
        parent=parent,
        credit_code=credit_code,
        is_administrative=is_administrative,
        phone_consult=phone_consult,
        phone_supervise=phone_supervise,
    )
    usual = next((row for row in seed_rows() if row["slug"] == organisation.slug), None)
    add_aliases(organisation, [*aliases, *(_names(usual) if usual else ())])
    return organisation


def add_aliases(organisation: Organisation, names: Iterable[str]) -> None:
    """Add names by which an organisation is found; one that is taken stays where it is."""
    OrganisationAlias.objects.bulk_create(
        [
            OrganisationAlias(name=name, organisation=organisation)
            for name in dict.fromkeys(names)
            if name and name != organisation.name
        ],
        ignore_conflicts=True,
    )


def _free_slug(name: str) -> str:
    base = slug_of(name, longest=50) or "organisation"
    slug, number = base, 1
    while Organisation.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug
