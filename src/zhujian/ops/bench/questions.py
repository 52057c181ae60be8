"""`zhujian bench questions`: how often the right item is among the first five."""

import argparse
import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from zhujian.kernel.commands import Command
from zhujian.kernel.refusals import Refused
from zhujian.ops.bench.indexing import own_index
from zhujian.search.engine import find
from zhujian.search.normalise import DATA
from zhujian.search.registry import SearchDocument, SearchSource

HALVES = ("seen", "unseen")
_FIRST = 5
_SHARE = 0.9
_SHARED_ITEMS = Path(__file__).resolve().parents[5] / "shared" / "data" / "service-items.csv"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with the place of the right item among the results, 0 for none."""

    half: str
    question: str
    right: str
    place: int
    first: tuple[str, ...]


def run(arguments: argparse.Namespace) -> int:
    """Ask every question, print both halves; 1 where fewer than nine of ten are answered."""
    items = list(_items(arguments.items))
    with own_index([_source(items)]):
        asked = [_ask(row) for row in _questions(arguments.questions)]
    figures = {half: _figures([one for one in asked if one.half == half]) for half in HALVES}
    if arguments.json:
        print(json.dumps(figures))
    else:
        _show(figures, asked, shows_unseen=arguments.show_unseen)
    return 0 if all(one["share_first_five"] >= _SHARE for one in figures.values()) else 1


def _ask(row: dict[str, str]) -> Asked:
    right = row["codes"].split()
    hits = find(row["question"], kinds=("item",), limit=10).hits
    place = next((at for at, hit in enumerate(hits, 1) if hit.id in right), 0)
    titles = tuple(hit.title for hit in hits[:_FIRST])
    return Asked(row["half"], row["question"], row["names"], place, titles)


def _figures(asked: Sequence[Asked]) -> dict[str, float]:
    first = sum(one.place == 1 for one in asked)
    first_five = sum(1 <= one.place <= _FIRST for one in asked)
    return {
        "questions": len(asked),
        "first": first,
        "first_five": first_five,
        "share_first_five": round(first_five / (len(asked) or 1), 3),
    }


def _show(
    figures: dict[str, dict[str, float]], asked: Iterable[Asked], *, shows_unseen: bool
) -> None:
    names = {"seen": "见过的一半", "unseen": "未见的一半"}
    for half, one in figures.items():
        print(
            f"{names[half]}：{one['questions']} 问，第一位 {one['first']}，"
            f"前五位 {one['first_five']}（{one['share_first_five']:.1%}）"
        )
    for miss in asked:
        if 1 <= miss.place <= _FIRST or (miss.half == "unseen" and not shows_unseen):
            continue
        print(f"  未中（{names[miss.half]}）：{miss.question}")
        print(f"    应为：{miss.right}；前五：{'、'.join(miss.first)}")


def _questions(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _items(path: Path) -> Iterator[SearchDocument]:
    if not path.is_file():
        raise Refused("items_file", f"找不到事项表 {path.name}，请用 --items 指定。")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield SearchDocument(
                kind="item",
                id=row["code"],
                title=row["name"],
                url=f"/items/{row['code']}/",
                extra={
                    "organisation": row["department"],
                    "main_item": row.get("main_item", ""),
                    "status": "listed",
                },
                boost=0.9,
                codes=(row["code"],),
            )


def _source(items: Sequence[SearchDocument]) -> SearchSource:
    by_id = {item.id: item for item in items}

    def load(ids: Iterable[str]) -> Iterator[SearchDocument]:
        return (by_id[id_] for id_ in ids if id_ in by_id)

    return SearchSource("item", "item:", load, lambda: tuple(by_id))


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--items", type=Path, default=_SHARED_ITEMS, help="事项表（CSV）")
    parser.add_argument(
        "--questions", type=Path, default=DATA / "questions.csv", help="问题表（CSV）"
    )
    parser.add_argument("--show-unseen", action="store_true", help="也列出未见一半的未中问题")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


BENCH = Command(("bench", "questions"), "ask everyday questions about real items", _options, run)
