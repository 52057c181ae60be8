"""SQLite is told how rows are spread."""

import pytest
from django.db import connection

from zhujian.kernel import rows, statistics
from zhujian.kernel.deadlines.models import CountSetting

pytestmark = pytest.mark.django_db


def test_looking_over_leaves_statistics_where_the_database_wants_them() -> None:
    rows.insert(CountSetting(rule="SVC-04", of="notice", n=5, unit="workday"))

    statistics.look_over()

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'kernel_countsetting'")
            assert cursor.fetchone()[0] >= 1
    assert CountSetting.objects.count() == 1
