"""A made-up county's papers: as many as asked for, always the same."""

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from zhujian.search.registry import SearchDocument, SearchSource

DOCUMENTS = "document"
ITEMS = "item"


def _read() -> dict[str, list[str]]:
    lines = (Path(__file__).parent / "data" / "corpus.txt").read_text(encoding="utf-8")
    told = (line.split(": ") for line in lines.splitlines() if not line.startswith("#"))
    return {name: words.split() for name, words in told}


_WORDS = _read()
_PLACES, _FIELDS, _THINGS, _VERBS, _ENDINGS, _ERRANDS = (
    _WORDS[name] for name in ("places", "fields", "things", "verbs", "endings", "errands")
)
_ASKED = (
    "我想{verb}{field}{thing}需要什么材料",
    "{place}的{field}{thing}怎么{verb}",
    "请问{field}{thing}到期了在哪里办理",
    "家里老人想申请{field}补贴，{thing}丢了怎么办",
    "听说{place}今年{verb}了{field}{thing}，我们村的{other}可以领多少钱",
    "{field}{thing}和{other}有什么不一样，要不要重新{verb}",
)


def sources(documents: int, items: int) -> tuple[SearchSource, ...]:
    """Return a source of so many documents and one of so many items."""
    return (_source(DOCUMENTS, documents, _document), _source(ITEMS, items, _item))


def short_queries(count: int, documents: int) -> Iterator[str]:
    """Yield questions of two to four words, the words of each from one document."""
    draw = random.Random(24)  # noqa: S311 -- the same questions every time
    for _ in range(count):
        words = _words_of(random.Random(draw.randrange(documents)))  # noqa: S311
        yield " ".join(draw.sample(words, draw.choice((2, 3, 3, 4))))


def sentences(count: int) -> Iterator[str]:
    """Yield everyday sentences."""
    draw = random.Random(25)  # noqa: S311
    for place in range(count):
        yield _ASKED[place % len(_ASKED)].format(
            verb=draw.choice(_VERBS),
            field=draw.choice(_FIELDS),
            thing=draw.choice(_THINGS),
            other=draw.choice(_THINGS),
            place=draw.choice(_PLACES),
        )


def _source(kind: str, count: int, make: Callable[[int], SearchDocument]) -> SearchSource:
    def load(ids: Iterable[str]) -> Iterator[SearchDocument]:
        return (make(int(id_)) for id_ in ids)

    def all_ids() -> Iterator[str]:
        return map(str, range(count))

    return SearchSource(kind, f"{kind}:", load, all_ids)


def _words_of(draw: random.Random) -> list[str]:
    """Return the words a paper is about; the first of a list are drawn more often."""
    fields = [_often(draw, _FIELDS) for _ in range(3)]
    things = [_often(draw, _THINGS) for _ in range(4)]
    return list(dict.fromkeys([*fields, *things, _often(draw, _VERBS), _often(draw, _PLACES)]))


def _often(draw: random.Random, words: list[str]) -> str:
    return words[int(len(words) * draw.random() ** 1.6)]


def _document(number: int) -> SearchDocument:
    draw = random.Random(number)  # noqa: S311
    words = _words_of(draw)
    title = f"关于{draw.choice(_VERBS)}{''.join(words[:2])}{words[-2]}工作的{draw.choice(_ENDINGS)}"
    return SearchDocument(
        kind=DOCUMENTS,
        id=str(number),
        title=title,
        url=f"/documents/{number}/",
        body="".join(_sentence(draw, words) for _ in range(14)),
        extra={"organisation": f"{draw.choice(_PLACES)}{draw.choice(_FIELDS)}局"},
    )


def _sentence(draw: random.Random, words: list[str]) -> str:
    about = draw.choice(words)
    return (
        f"{draw.choice(_PLACES)}{_often(draw, _VERBS)}{about}{_often(draw, _THINGS)}，"
        f"{draw.choice(words)}由{_often(draw, _FIELDS)}{_often(draw, _THINGS)}负责，"
        f"共{draw.randrange(2, 900)}户。"
    )


def _item(number: int) -> SearchDocument:
    draw = random.Random(-1 - number)  # noqa: S311
    name = f"{draw.choice(_FIELDS)}{draw.choice(_THINGS)}{draw.choice(_ERRANDS)}"
    return SearchDocument(
        kind=ITEMS,
        id=f"511Z{number:08d}",
        title=name,
        url=f"/items/511Z{number:08d}/",
        names=(f"{draw.choice(_VERBS)}{name}",),
        body=_sentence(draw, [name]),
        extra={"organisation": f"{draw.choice(_FIELDS)}局", "status": "published"},
    )
