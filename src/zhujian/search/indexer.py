"""The one writer of the index: follows the change feed under a file lock."""

import itertools
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from zhujian.kernel import changes
from zhujian.kernel.changes.models import Change
from zhujian.search import generations, registry
from zhujian.search.cutting import Cutter
from zhujian.search.generations import State
from zhujian.search.models import LocalWord, Synonym
from zhujian.search.registry import SearchSource
from zhujian.search.schema import FORMAT, build_schema, key_of, to_index

WORDS_TAG = "words"
SYNONYMS_TAG = "synonyms"

_BATCH = 500
_CHANGES = 5_000
_HEAP_BYTES = 64_000_000


def drain() -> int:
    """Index what has changed up to now and return the number of documents written.

    A missing, broken or outdated index is built anew.
    """
    folder = _usable()
    if folder is not None and not _waiting(folder):
        return 0
    with generations.writing():
        folder = _usable()
        return _build() if folder is None else _follow(folder)


def rebuild() -> int:
    """Build the index anew beside the old one, switch to it, and return its document count."""
    with generations.writing():
        return _build()


def is_ready() -> bool:
    """Tell whether an index of the present format can be read."""
    folder = generations.current()
    if folder is None or (folder / "broken").exists():
        return False
    state = generations.read_state(folder)
    return state is not None and state.format == FORMAT


def write_documents(folder: Path, sources: Iterable[SearchSource], cutter: Cutter) -> int:
    """Write every document of some sources into an empty folder; return their number."""
    index = tantivy.Index(build_schema(), path=str(folder))
    writer = index.writer(heap_size=4 * _HEAP_BYTES, num_threads=2)
    count = 0
    for source in sources:
        for ids in _batches(source.all_ids()):
            for document in source.load(ids):
                writer.add_document(to_index(document, cutter))
                count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


def write_thesaurus(folder: Path, pairs: Sequence[tuple[str, str]]) -> None:
    """Put the synonyms beside the index, where readers find them without the database."""
    text = json.dumps(pairs, ensure_ascii=False)
    generations.write_atomically(folder / "synonyms.json", text)


def write_words(folder: Path, words: Sequence[str]) -> None:
    """Put the local words beside the index that was cut with them."""
    generations.write_atomically(folder / "words.json", json.dumps(words, ensure_ascii=False))


def _usable() -> Path | None:
    folder = generations.current()
    state = generations.read_state(folder) if folder else None
    if folder is None or state is None or state.format != FORMAT:
        return None
    if state.sequence > changes.current_sequence():
        return None  # another database stands behind this home now
    if state.sequence < changes.oldest_sequence() - 1:
        return None  # it slept so long that changes it has not seen were dropped
    return folder if generations.is_whole(folder, state) else None


def _waiting(folder: Path) -> list[Change]:
    state = generations.read_state(folder)
    if state is None:
        return []
    done = set(state.done)
    return [change for change in _reread(state) if change.sequence not in done]


def _reread(state: State) -> list[Change]:
    after, found = changes.rewound(state.sequence), list[Change]()
    while page := changes.since(after, _CHANGES):
        found += page
        after = page[-1].sequence
    return found


def _build() -> int:
    state = State(FORMAT, changes.current_sequence())
    seen = [change.sequence for change in _reread(state) if change.sequence <= state.sequence]
    words = _local_words()
    folder = generations.fresh()
    count = write_documents(folder, registry.sources(), Cutter(words))
    write_words(folder, words)
    write_thesaurus(folder, _synonyms())
    generations.write_state(folder, State(FORMAT, state.sequence, seen))
    generations.switch(folder)
    return count


def _follow(folder: Path) -> int:
    count = 0
    while waiting := _waiting(folder):
        tags = dict.fromkeys(change.tag for change in waiting)
        if WORDS_TAG in tags:
            return count + _build()
        if SYNONYMS_TAG in tags:
            write_thesaurus(folder, _synonyms())
        count += _write(folder, tags)
        generations.write_state(folder, _moved_on(folder, waiting))
    return count


def _write(folder: Path, tags: Iterable[str]) -> int:
    wanted: dict[str, dict[str, None]] = {}
    for tag in tags:
        for kind, touched in registry.touched(tag):
            wanted.setdefault(kind, {}).update(dict.fromkeys(touched))
    if not wanted:
        return 0
    words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    cutter = Cutter(words)
    writer = tantivy.Index.open(str(folder)).writer(heap_size=_HEAP_BYTES, num_threads=1)
    count = 0
    for kind, kind_ids in wanted.items():
        source = registry.source_of(kind)
        for ids in _batches(kind_ids):
            for id_ in ids:
                writer.delete_documents_by_term("key", key_of(kind, id_))
            for document in source.load(ids):
                writer.add_document(to_index(document, cutter))
                count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


def _moved_on(folder: Path, taken: Sequence[Change]) -> State:
    state = generations.read_state(folder)
    if state is None:
        msg = "the state of the index vanished while it was written"
        raise RuntimeError(msg)
    taken_sequences = {change.sequence for change in taken}
    moved = State(FORMAT, max(state.sequence, *taken_sequences))
    done = taken_sequences | set(state.done)
    return State(FORMAT, moved.sequence, [c.sequence for c in _reread(moved) if c.sequence in done])


def _batches(ids: Iterable[str]) -> Iterable[list[str]]:
    waiting = iter(ids)
    while batch := list(itertools.islice(waiting, _BATCH)):
        yield batch


def _local_words() -> list[str]:
    return list(LocalWord.objects.filter(is_active=True).values_list("word", flat=True))


def _synonyms() -> list[tuple[str, str]]:
    return list(Synonym.objects.active().values_list("everyday", "official"))
