"""Several lists of one model, shown as one: in order, each row once, page by page."""

from datetime import date, timedelta

import pytest
from django.db.models import Q

from zhujian.kernel.deadlines.models import Deadline
from zhujian.kernel.deadlines.steps import open_deadline
from zhujian.web.pages import merged_by_key, page_by_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def deadlines() -> None:
    for place in range(12):
        start = date(2026, 11, 2) + timedelta(days=place % 5)
        open_deadline(subject=f"QQ{place:02}", rule="SVC-04", start=start)


def parts() -> list[object]:
    rows = Deadline.objects.all()
    return [rows.filter(subject__lt="QQ08"), rows.filter(Q(subject__gte="QQ05"))]


@pytest.mark.parametrize("key", [("-pk",), ("due_on", "pk"), ("-due_on", "-pk")])
def test_the_pages_of_the_parts_are_those_of_the_whole(key: tuple[str, ...]) -> None:
    def walk(page: object) -> list[str]:
        found, after = [], ""
        while True:
            one = page(after)
            found += [row.subject for row in one.rows]
            if one.next is None:
                return found
            after = one.next

    whole = walk(lambda after: page_by_key(Deadline.objects.all(), key=key, after=after, size=5))
    merged = walk(lambda after: merged_by_key(parts(), key=key, after=after, size=5))

    assert len(whole) == 12
    assert merged == whole


def test_the_last_page_has_no_next() -> None:
    page = merged_by_key(parts(), key=("pk",), size=12)

    assert (len(page.rows), page.next) == (12, None)
