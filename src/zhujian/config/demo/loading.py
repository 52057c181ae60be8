"""Loading the demo city into an empty database, by the rooms' own actions."""

import json
import random
import sys
from collections.abc import Callable
from typing import Any

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
from zhujian.config.demo.people import ACCOUNTS, PASSWORD, residents
from zhujian.config.demo.progress import Progress, broken_off, ended
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
from zhujian.people.actions import add_organisation, add_staff, make_resident
from zhujian.people.models import Organisation, OrganisationKind, User
from zhujian.places.actions import import_places
from zhujian.places.models import Category, Place
from zhujian.places.steps import COLUMNS as PLACE_COLUMNS

SEED = 510683
PORTION = 100


def is_loaded() -> bool:
    """Return whether this database already holds the whole demo city."""
    return journal.Line.objects.filter(verb="demo.load").exists()


def load(*, seed: int = SEED) -> bool:
    """Load the demo city; False where it is there already.

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
    steps: list[tuple[str, Callable[[], object]]] = [
        ("节假日", _load_calendar),
        ("区划", _load_divisions),
        ("单位", lambda: _add_organisations(city)),
        ("地点", _load_places),
        ("账号", _add_people),
        ("事项", lambda: _publish_items(city)),
        ("办件", lambda: _play(seed, progress)),
    ]
    with journal.bulk():
        for name, step in tqdm(steps, unit="步", disable=not sys.stderr.isatty()):
            del name
            step()
        with transaction.atomic():
            journal.write(verb="demo.load", subject="demo", by=DEMO)
    write_accounts()
    ended()
    return True


def write_accounts() -> None:
    """Write the demo accounts where `bin/up` reads them (mode 600)."""
    path = settings.HOME / "demo.json"
    path.touch(mode=0o600)
    path.write_text(
        json.dumps(
            {
                "password": PASSWORD,
                "accounts": [{"login": one.login, "title": one.title} for one in ACCOUNTS],
                "residents": [{"phone": one.phone, "name": one.name} for one in residents()],
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


def _load_places() -> None:
    table = read_table(DATA / "places.csv", PLACE_COLUMNS, unique=("name",))
    _all_landed(import_places(by=DEMO, table=table).refused)


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
    logins = set(User.objects.exclude(login=None).values_list("login", flat=True))
    organisations = {one.slug: one for one in Organisation.objects.all()}
    for account in ACCOUNTS:
        if account.login not in logins:
            add_staff(
                by=DEMO,
                login=account.login,
                name=account.name,
                password=PASSWORD,
                grants=[(account.role, organisations[account.organisation])],
            )
    for person in residents():
        make_resident(by=DEMO, phone=person.phone, name=person.name, id_number=person.id_number)


def _publish_items(city: City) -> None:
    for start in range(0, len(city.items), PORTION):
        publish_guides(by=DEMO, guides=city.items[start : start + PORTION])
    halls = Place.objects.filter(category=Category.HALL, organisation__kind="town").order_by("slug")
    offers = [
        NewOffer(code=elements["code"], organisation=hall.organisation.slug, place=hall.slug)
        for elements in city.items
        if len(elements["location"]) > 1
        for hall in halls
        if hall.organisation is not None
    ]
    if offers:
        offer_item(by=DEMO, offers=offers)


def _play(seed: int, progress: Progress) -> None:
    chance = random.Random(seed)  # noqa: S311 -- a demo that repeats, no secret
    with dealt_from(chance):
        play.act(chance, progress)
