"""Tables that people import: reading, refusing by row, column and rule, reporting.

A room's command reads a file with `read_table`, its action lands the rows with `land_rows`, and
`run_import` gives every import the same manners at the command line.
"""

from zhujian.kernel.tables.commandline import configure_import, report_status, run_import
from zhujian.kernel.tables.grids import unreadable
from zhujian.kernel.tables.landing import Outcome, land_rows
from zhujian.kernel.tables.reading import read_table
from zhujian.kernel.tables.reports import ImportReport, RowRefusal
from zhujian.kernel.tables.rows import Column, Row, Table, UnusableFile

__all__ = [
    "Column",
    "ImportReport",
    "Outcome",
    "Row",
    "RowRefusal",
    "Table",
    "UnusableFile",
    "configure_import",
    "land_rows",
    "read_table",
    "report_status",
    "run_import",
    "unreadable",
]
