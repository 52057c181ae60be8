"""The stage of this room's plays."""

from tests.cases.stage import at_ten, case, item, kept_files, listed_item

__all__ = ["at_ten", "case", "item", "kept_files", "listed_item"]
