"""Parts of actions, inside a transaction of the caller; rooms above may use them."""

import csv
import secrets
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from zhujian.divisions.models import Division
from zhujian.kernel import clock
from zhujian.kernel.crypto import index_of
from zhujian.people.models import (
    ApiToken,
    Counter,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Resident,
    User,
)
from zhujian.people.queries import county_name, find_organisation
from zhujian.people.rules import LIMITS, Tally, bare_names, counted, seconds_shut
from zhujian.search.pinyin import slug_of

_SEED = Path(__file__).parent / "data" / "organisations.csv"


def new_ref(prefix: str) -> str:
    """Return an opaque reference that says nothing of whom it means."""
    return f"{prefix}{secrets.token_hex(8)}"


# --- counters ----------------------------------------------------------------------------------


def _locked_counter(scope: str, key: str) -> Counter:
    Counter.objects.get_or_create(scope=scope, key=key, defaults={"since": clock.now()})
    return Counter.objects.select_for_update().get(scope=scope, key=key)


def shut_for(scope: str, who: str) -> int:
    """Return for how many seconds a door is shut to somebody; locks the counter's row."""
    row = _locked_counter(scope, index_of(who, purpose=scope))
    return seconds_shut(Tally(row.count, row.since, row.locked_until), at=clock.now())


def count_once(scope: str, who: str) -> None:
    """Count one more time for somebody at a door, and shut the door if that was too often."""
    row = _locked_counter(scope, index_of(who, purpose=scope))
    tally = counted(LIMITS[scope], Tally(row.count, row.since, row.locked_until), at=clock.now())
    row.count, row.since, row.locked_until = tally.count, tally.since, tally.locked_until
    row.save(update_fields=["count", "since", "locked_until"])


def forget_counts(scope: str, who: str) -> None:
    """Forget what was counted for somebody at a door."""
    Counter.objects.filter(scope=scope, key=index_of(who, purpose=scope)).delete()


# --- persons -----------------------------------------------------------------------------------


def new_user(*, login: str | None = None, name: str = "", password: str | None = None) -> User:
    """Make a person: staff with a login name and a password, or a resident without either."""
    user = User(ref=new_ref("u"), login=login, display_name=name, created_at=clock.now())
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.save(force_insert=True)
    return user


def new_resident(*, phone: str = "", name: str = "", id_number: str = "") -> Resident:
    """Make a resident from values that were normalised and checked."""
    resident = Resident(user=new_user())
    set_phone(resident, phone)
    set_identity(resident, name=name, id_number=id_number)
    resident.save(force_insert=True)
    return resident


def phone_index(phone: str) -> str:
    """Return the keyed index of a normalised phone number."""
    return index_of(phone, purpose="phone")


def set_phone(resident: Resident, phone: str) -> None:
    """Put a phone number with its index and tail on a resident, unsaved."""
    resident.phone = phone
    resident.phone_index = phone_index(phone) if phone else ""
    resident.phone_tail = phone[-4:]


def set_identity(resident: Resident, *, name: str, id_number: str) -> None:
    """Put a name and an ID number with its index and tail on a resident, unsaved."""
    resident.full_name = name
    resident.id_number = id_number
    resident.id_number_index = index_of(id_number, purpose="id-number") if id_number else ""
    resident.id_number_tail = id_number[-4:]


def resident_of(*, phone: str, name: str = "", id_number: str = "") -> tuple[Resident, bool]:
    """Return the resident whom these values mean, made if there is none; and whether it is new.

    A phone alone means the first whom it reaches. A name or ID number that differs from what is
    known of everybody at that phone means another person who shares it.
    """
    _locked_counter("phone-line", index_of(phone, purpose="phone"))
    known = list(Resident.objects.reached_by(phone).filter(user__is_active=True))
    for resident in known:
        if _is_same_person(resident, name=name, id_number=id_number):
            return resident, False
    for resident in known:
        if not resident.full_name and not resident.id_number:
            set_identity(resident, name=name, id_number=id_number)
            resident.save(
                update_fields=["full_name", "id_number", "id_number_index", "id_number_tail"]
            )
            return resident, False
    return new_resident(phone=phone, name=name, id_number=id_number), True


def _is_same_person(resident: Resident, *, name: str, id_number: str) -> bool:
    if id_number and resident.id_number:
        return bool(resident.id_number == id_number)
    return not name or bool(resident.full_name == name)


def user_of_token(text: str) -> tuple[User, frozenset[str]] | None:
    """Return whose usable token this is and what it may be used for, or None."""
    token = (
        ApiToken.objects.usable(at=clock.now())
        .filter(digest=token_digest(text))
        .select_related("user")
        .first()
    )
    return (token.user, frozenset(token.scopes)) if token else None


def token_digest(text: str) -> str:
    """Return what is kept of a token."""
    return index_of(text.strip(), purpose="api-token")


# --- organisations -----------------------------------------------------------------------------


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
