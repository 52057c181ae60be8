"""A broken index: people are told, the machines see it, and it comes back by itself."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from zhujian.search import generations, indexer, reader
from zhujian.search.engine import find
from zhujian.search.registry import SearchDocument, SearchSource

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_document(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An index of one document, whatever the catalogue holds."""
    document = SearchDocument(
        kind="item", id="510683200001", title="社会保障卡补领", url="/items/1/"
    )
    source = SearchSource("item", "item:", lambda ids: [document], lambda: ["510683200001"])
    monkeypatch.setattr(indexer.registry, "sources", lambda: (source,))
    indexer.rebuild()
    assert find("社会保障卡").hits
    yield
    reader.forget()


def segments(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix in {".term", ".store", ".idx"}]


def cut(folder: Path) -> None:
    for path in segments(folder):
        path.write_bytes(path.read_bytes()[:7])


def empty(folder: Path) -> None:
    for path in segments(folder):
        path.unlink()


def spoil_schema(folder: Path) -> None:
    (folder / "meta.json").write_text("{}")


def drop(folder: Path) -> None:
    shutil.rmtree(folder)


@pytest.mark.parametrize("harm", [cut, empty, spoil_schema, drop])
def test_a_broken_index_is_told_and_built_anew(
    client: Client, harm: Callable[[Path], None], settings: Any
) -> None:
    settings.DEMO = False
    folder = generations.current()
    assert folder is not None
    reader.forget()  # what a process holds open it goes on reading; a fresh one meets the harm
    harm(folder)

    response = client.get("/search", {"q": "社会保障卡"})
    assert response.status_code == 503
    assert "搜索正在恢复" in response.content.decode()
    assert response.headers["Retry-After"] == "30"
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["reasons"][0]["part"]) == (503, "index")

    assert indexer.drain() == 1
    assert find("社会保障卡").hits
    assert client.get("/readyz").status_code == 200
