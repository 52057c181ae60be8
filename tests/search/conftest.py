"""An index of its own for each test, fed by shelves instead of the real rooms."""

import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.search.stage import Shelf, fill
from zhujian.search import reader, registry
from zhujian.search.models import Synonym

PAIRS = (
    ("社保卡", "社会保障卡"),
    ("低保", "最低生活保障"),
    ("上户口", "户口登记"),
    ("开饭店", "食品经营许可"),
    ("饭店", "食品经营许可"),
    ("营业执照丢了", "证照遗失补领"),
    ("个体户", "个体工商户"),
)


@pytest.fixture(autouse=True)
def _own_index(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(registry, "_sources", {})
    shutil.rmtree(settings.HOME / "index", ignore_errors=True)
    reader.forget()
    yield
    shutil.rmtree(settings.HOME / "index", ignore_errors=True)
    reader.forget()


@pytest.fixture
def synonyms(db: None) -> None:
    """A handful of everyday wordings."""
    Synonym.objects.bulk_create(Synonym(everyday=a, official=b) for a, b in PAIRS)


@pytest.fixture
def items(synonyms: None) -> Shelf:
    """The shelf of items, filled and indexed."""
    shelf = Shelf("item")
    registry.register_source(shelf.source())
    fill(shelf)
    return shelf


@pytest.fixture
def documents(db: None) -> Shelf:
    """A shelf of documents, empty."""
    shelf = Shelf("document")
    registry.register_source(shelf.source())
    return shelf
