"""A made-up catalogue that the index follows: documents in memory, announced like any change."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from zhujian.kernel import changes
from zhujian.search import indexer
from zhujian.search.registry import SearchDocument, SearchSource

NAMES = (
    ("A-100-1", "社会保障卡补领、换领", "人力资源和社会保障局"),
    ("A-100-2", "社会保障卡挂失", "人力资源和社会保障局"),
    ("A-100-3", "社会保障卡注销", "人力资源和社会保障局"),
    ("A-200-1", "城乡居民基本养老保险参保登记", "人力资源和社会保障局"),
    ("A-200-2", "失业登记", "人力资源和社会保障局"),
    ("B-300-1", "最低生活保障", "民政局"),
    ("B-300-2", "80周岁以上老年人高龄津贴发放", "民政局"),
    ("B-300-3", "补领结婚证", "民政局"),
    ("C-400-1", "食品（含保健食品）经营许可核发", "市场监督管理局"),
    ("C-400-2", "食品（含保健食品）经营许可注销", "市场监督管理局"),
    ("C-400-3", "个体工商户设立登记", "行政审批局"),
    ("D-500-1", "居住证办理", "公安局"),
    ("D-500-2", "户口登记", "公安局"),
    ("E-600-1", "林木采伐许可证核发", "林业局"),
    ("F-700-1", "危险废物经营许可到期延续", "生态环境局"),
)


def item(code: str, title: str, organisation: str = "民政局", **fields: object) -> SearchDocument:
    """Return an item as the catalogue would show it to the index."""
    given = {
        "kind": "item",
        "id": code,
        "title": title,
        "url": f"/items/{code}/",
        "codes": (code,),
        "extra": {"organisation": organisation, "status": "published"},
    }
    return SearchDocument(**(given | fields))  # type: ignore[arg-type]


class Shelf:
    """The documents of one kind; what is put on it or taken off is announced."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.documents: dict[str, SearchDocument] = {}
        self.loads = 0

    def source(self) -> SearchSource:
        """Return the shelf as the registry wants it."""
        return SearchSource(
            kind=self.kind,
            tags_prefix=f"{self.kind}:",
            load=self._load,
            all_ids=lambda: list(self.documents),
            all_tags=frozenset({f"{self.kind}s"}),
        )

    def put(self, *documents: SearchDocument) -> None:
        """Put documents on the shelf and say so."""
        with transaction.atomic():
            self.documents |= {document.id: document for document in documents}
            changes.announce(*(f"{self.kind}:{document.id}" for document in documents))

    def take(self, id_: str) -> None:
        """Take a document off the shelf and say so."""
        with transaction.atomic():
            del self.documents[id_]
            changes.announce(f"{self.kind}:{id_}")

    def _load(self, ids: Iterable[str]) -> Iterator[SearchDocument]:
        self.loads += 1
        return (self.documents[id_] for id_ in ids if id_ in self.documents)


def fill(shelf: Shelf) -> None:
    """Put the small catalogue on the shelf and index it."""
    shelf.put(*(item(code, title, organisation) for code, title, organisation in NAMES))
    indexer.drain()
