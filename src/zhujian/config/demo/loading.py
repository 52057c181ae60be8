"""Loading the demo city into an empty database, by the rooms' own actions."""

import json
import random
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from tqdm import tqdm

from zhujian.cases.models import Case
from zhujian.catalogue.actions import NewOffer, offer_item, publish_guides
from zhujian.catalogue.models import Item
from zhujian.config import words as _words  # noqa: F401 -- registers the verb
from zhujian.config.demo import play
from zhujian.config.demo.city import City, read_city
from zhujian.config.demo.items.library import DATA
from zhujian.config.demo.people import (
    ACCOUNTS,
    FIRMS,
    PASSWORD,
    Colleague,
    colleagues,
    extra_grants,
    residents,
)
from zhujian.config.demo.progress import Progress, broken_off, ended
from zhujian.config.demo.stories import STORIES, YEAR
from zhujian.divisions.actions import import_divisions
from zhujian.divisions.models import Division
from zhujian.divisions.queries import find_division
from zhujian.divisions.seed import DIVISIONS_FILE
from zhujian.divisions.steps import COLUMNS as DIVISION_COLUMNS
from zhujian.kernel import clock, journal
from zhujian.kernel.actors import DEMO
from zhujian.kernel.calendar.steps import load_calendar
from zhujian.kernel.numbers.steps import dealt_from
from zhujian.kernel.refusals import Refused
from zhujian.kernel.tables import read_table
from zhujian.people.actions import (
    add_organisation,
    add_staff,
    claim_enterprise,
    confirm_mandate,
    grant_role,
    make_resident,
)
from zhujian.people.models import Enterprise, MandateKind, Organisation, OrganisationKind, User
from zhujian.people.queries import find_user
from zhujian.places.actions import import_places, set_special_day
from zhujian.places.models import Category, Place
from zhujian.places.steps import COLUMNS as PLACE_COLUMNS
from zhujian.postroom.actions import set_aside

SEED = 510683
PORTION = 100
NAMED = 10  # residents whom `bin/up` tells
T = TypeVar("T")
ON_DUTY = ("city-hall", "exit-entry-hall", "vehicle-hall", "hanwang-hall")
OFFICES_OF = {
    "water-company": "water-office",
    "power-company": "power-office",
    "gas-company": "gas-office",
    "cable-company": "tv-office",
}


def is_loaded() -> bool:
    """Return whether this database already holds the whole demo city."""
    return journal.Line.objects.filter(verb="demo.load").exists()


def load(*, seed: int = SEED, cases: int = STORIES) -> bool:
    """Load the demo city with so many cases; False where it is there already.

    Refused (409) where the database holds anything else. A load that broke off is taken up where
    it stopped: each step passes over what is there.
    """
    if is_loaded():
        write_accounts()
        return False
    progress = broken_off()
    if progress is None:
        _refuse_strange_content()
        progress = Progress(clock.today())
        progress.write()
    city = read_city()
    with journal.bulk():
        _load_calendar()
        _load_divisions()
        _add_organisations(city)
        _load_places(progress)
        _add_people()
        with clock.moved_to(_before_all(progress)):
            _publish_items(city)
            _offer_items(city)
            _add_firms()
        _play(seed, progress, cases)
        set_aside(by=DEMO, before=clock.now() - timedelta(days=1))  # a past needs no messages
        with transaction.atomic():
            journal.write(verb="demo.load", subject="demo", by=DEMO)
    write_accounts()
    ended()
    return True


def shown(things: Sequence[T], name: str) -> Iterable[T]:
    """Show on a terminal how far a list of things has come."""
    return tqdm(things, desc=name, leave=False, disable=not sys.stderr.isatty())


def _before_all(progress: Progress) -> datetime:
    """Return the morning on which the guides came out, before the first case was handed in."""
    day = progress.on - YEAR - timedelta(days=30)
    return datetime(day.year, day.month, day.day, 9, tzinfo=clock.CHINA)


def write_accounts() -> None:
    """Write the demo accounts where `bin/up` reads them (mode 600)."""
    path = settings.HOME / "demo.json"
    path.touch(mode=0o600)
    path.write_text(
        json.dumps(
            {
                "password": PASSWORD,
                "accounts": [{"login": one.login, "title": one.title} for one in ACCOUNTS],
                "residents": [
                    {"phone": one.phone, "name": one.name} for one in residents()[:NAMED]
                ],
            },
            ensure_ascii=False,
            indent=2,
        ),
        encoding="utf-8",
    )


def _refuse_strange_content() -> None:
    found = [
        f"{words}{number}条"
        for model, words in (
            (Division, "区划"),
            (Organisation, "单位"),
            (User, "账号"),
            (Place, "地点"),
            (Item, "事项"),
            (Case, "办件"),
        )
        if (number := model.objects.count())
    ]
    if found:
        raise Refused(
            "not_empty",
            f"数据库里已有内容（{'、'.join(found)}），演示城市只能载入空数据库。"
            "请换一个空的目录（--home）或空数据库再试。",
            status=409,
        )


def _load_calendar() -> None:
    with transaction.atomic():
        load_calendar()


def _load_divisions() -> None:
    table = read_table(DIVISIONS_FILE, DIVISION_COLUMNS, unique=("code",))
    _all_landed(import_divisions(by=DEMO, table=table).refused)


def _load_places(progress: Progress) -> None:
    table = read_table(DATA / "places.csv", PLACE_COLUMNS, unique=("name",))
    _all_landed(import_places(by=DEMO, table=table).refused)
    new_year = date(progress.on.year + 1, 1, 1)
    for slug in ON_DUTY:
        set_special_day(by=DEMO, slug=slug, on=new_year, hours="9:00-12:00", reason="元旦窗口值班")
    set_special_day(
        by=DEMO,
        slug="real-estate-hall",
        on=progress.on + timedelta(days=10),
        hours="9:00-12:00",
        reason="登记系统升级",
    )


def _all_landed(refused: list[Any]) -> None:
    if refused:
        raise Refused("demo", "演示数据有误：" + "；".join(str(one) for one in refused[:5]))


def _add_organisations(city: City) -> None:
    known = {one.slug: one for one in Organisation.objects.all()}
    for entry in city.organisations:
        if entry["slug"] in known:
            continue
        known[entry["slug"]] = add_organisation(
            by=DEMO,
            slug=entry["slug"],
            name=entry["name"],
            short_name=entry["short_name"],
            kind=OrganisationKind(entry["kind"]),
            credit_code=entry["credit_code"],
            parent=known[entry["parent"]] if entry["parent"] else None,
            division=find_division(entry["division"]),
            phone_consult=entry["phone_consult"],
            phone_supervise=entry["phone_supervise"],
            is_administrative=entry["is_administrative"],
            aliases=entry["aliases"],
        )


def _add_people() -> None:
    known = {one.login or "": one for one in User.objects.exclude(login=None)}
    organisations = {one.slug: one for one in Organisation.objects.all()}
    named = [Colleague(one.login, one.name, one.role, (one.organisation,)) for one in ACCOUNTS]
    for one in shown([*named, *colleagues()], "账号"):
        if one.login not in known:
            known[one.login] = add_staff(
                by=DEMO,
                login=one.login,
                name=one.name,
                password=PASSWORD,
                grants=[(one.role, organisations[slug]) for slug in one.organisations],
            )
    for one in extra_grants():
        for slug in one.organisations:
            grant_role(
                by=DEMO, user=known[one.login], role=one.role, organisation=organisations[slug]
            )
    for person in shown(residents(), "居民"):
        make_resident(by=DEMO, phone=person.phone, name=person.name, id_number=person.id_number)


def _add_firms() -> None:
    """Let the heads of firms say so, and a clerk look at their licences."""
    clerk = User.objects.get(login="clerk")
    known = set(Enterprise.objects.values_list("name", flat=True))
    people = residents()
    for firm in FIRMS:
        if firm.name in known:
            continue
        head = people[firm.head]
        user = find_user(head.phone)
        if user is None:
            msg = f"the demo resident {head.phone} was not made"
            raise LookupError(msg)
        claim = claim_enterprise(
            by=user,
            name=firm.name,
            credit_code=firm.credit_code,
            representative=head.name,
            kind=MandateKind.LEGAL_REPRESENTATIVE,
        )
        confirm_mandate(by=clerk, ref=claim.ref, name=firm.name, representative=head.name)


def _publish_items(city: City) -> None:
    portions = [city.items[start : start + PORTION] for start in range(0, len(city.items), PORTION)]
    for portion in shown(portions, "事项"):
        publish_guides(by=DEMO, guides=portion)


def _offer_items(city: City) -> None:
    """Let towns handle what says so; what is done on the spot, at their village stations too."""
    towns = {
        place.organisation.slug: place.slug
        for place in Place.objects.filter(category=Category.HALL, organisation__kind="town")
        .select_related("organisation")
        .order_by("slug")
        if place.organisation is not None
    }
    offers = [
        NewOffer(
            code=elements["code"],
            organisation=town,
            place="" if elements["handling"] == "1" else hall,
        )
        for elements in city.items
        if len(elements["location"]) > 1
        for town, hall in towns.items()
    ]
    offers += [
        NewOffer(code=elements["code"], organisation=slug, place=OFFICES_OF[slug])
        for elements in city.items
        if (slug := elements["organisation"]) in OFFICES_OF
    ]
    offer_item(by=DEMO, offers=offers)


def _play(seed: int, progress: Progress, cases: int) -> None:
    with dealt_from(random.Random(seed)):  # noqa: S311 -- a demo that repeats, no secret
        play.act(seed, progress, number=cases, tell=lambda events: shown(events, "办件"))
