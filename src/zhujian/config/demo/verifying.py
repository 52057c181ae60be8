"""Whether the demo city's figures are what its files say and what the pages count."""

from collections.abc import Iterator
from dataclasses import dataclass

from zhujian.cases.models import Case
from zhujian.catalogue.models import Item
from zhujian.config.demo.city import City, read_city
from zhujian.config.demo.loading import is_loaded
from zhujian.config.demo.people import ACCOUNTS, residents
from zhujian.divisions import queries as divisions
from zhujian.gateway import queries as gateway
from zhujian.kernel import journal
from zhujian.kernel.numbers.models import Number
from zhujian.kernel.refusals import Refused
from zhujian.people.models import Organisation, Resident, User
from zhujian.places.models import Place
from zhujian.places.queries import places_list
from zhujian.ratings import queries as ratings
from zhujian.ratings.models import Rating

TOWNS, VILLAGES = 12, 153


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name, what it should be, what was counted."""

    name: str
    expected: int
    counted: int

    @property
    def is_right(self) -> bool:
        return self.expected == self.counted

    def __str__(self) -> str:
        mark = "一致" if self.is_right else f"不一致，应为{self.expected}"
        return f"{self.name}：{self.counted}（{mark}）"


def verify() -> list[Figure]:
    """Return every figure of the demo city with what is counted; refused (409) without a city."""
    if not is_loaded():
        raise Refused("no_demo", "数据库里没有演示城市，请先运行 zhujian demo。", status=409)
    return list(_figures(read_city()))


def _figures(city: City) -> Iterator[Figure]:
    counts = divisions.counts()
    yield Figure("镇街", TOWNS, counts.towns)
    yield Figure("村社区", VILLAGES, counts.villages)
    slugs = [entry["slug"] for entry in city.organisations]
    yield Figure("单位", len(slugs), Organisation.objects.filter(slug__in=slugs).count())
    names = [row["slug"] for row in city.places]
    yield Figure("办事地点", len(names), places_list().filter(slug__in=names).count())
    logins = [account.login for account in ACCOUNTS]
    yield Figure("工作账号", len(logins), User.objects.filter(login__in=logins).count())
    people = residents()
    known = sum(Resident.objects.reached_by(person.phone).exists() for person in people)
    yield Figure("演示居民", len(people), known)
    codes = [elements["code"] for elements in city.items]
    published = Item.objects.filter(code__in=codes, current_guide__isnull=False)
    yield Figure("完整的办事指南", len(codes), published.count())
    yield from _told_figures()
    yield from _counted_figures()


def _told_figures() -> Iterator[Figure]:
    """Compare what the city says of itself with the lists behind it."""
    told = gateway.city()
    yield Figure("对外公布的事项数", Item.objects.counted().count(), told["items"])
    yield Figure("对外公布的地点数", places_list().count(), told["places"])
    yield Figure("对外公布的镇街数", divisions.towns().count(), told["towns"])


def _counted_figures() -> Iterator[Figure]:
    """Compare what pages count in rollups with the rows behind them."""
    for place in Place.objects.filter(items_count__gt=0).order_by("slug"):
        handled = Item.objects.counted().filter(at_places__place=place).distinct().count()
        if handled != place.items_count:
            yield Figure(f"{place.name}的可办事项", handled, place.items_count)
    cases = Case.objects.count()
    yield Figure("办件编号", cases, Number.objects.filter(letters="BJ").count())
    submitted = journal.Line.objects.filter(verb="case.submit").count()
    yield Figure("办件的提交记录", cases, submitted)
    told = ratings.summary()
    given = Rating.objects.filter(is_default=False).count()
    yield Figure("主动评价", given, told.sample)
    yield Figure("日志", 1, int(journal.verify().is_clean))
