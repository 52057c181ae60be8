"""How rows are spread, for SQLite to choose its indexes by; PostgreSQL looks by itself."""

from django.db import connection

ROWS_AN_INDEX = 1_000


def look_over() -> None:
    """Let SQLite look at a thousand rows of each index: some milliseconds, however many there are.

    Without it two indexes that begin with a named column seem equally good.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {ROWS_AN_INDEX}")
        cursor.execute("ANALYZE")
