"""The product's own help: a table of pages, each with a text of its own, found by the search."""

from zhujian.portal.manual.pages import HELP_PAGES, HelpPage, groups, help_page
from zhujian.portal.manual.search import SOURCE, load_reference

__all__ = ["HELP_PAGES", "SOURCE", "HelpPage", "groups", "help_page", "load_reference"]
