"""An index of its own for a measurement: in a folder that is gone afterwards."""

import contextlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.test.utils import override_settings

from zhujian.search import generations, indexer, reader
from zhujian.search.cutting import Cutter
from zhujian.search.reference import seed_synonyms, seed_words
from zhujian.search.registry import SearchSource
from zhujian.search.schema import FORMAT


@contextlib.contextmanager
def own_index(sources: Iterable[SearchSource]) -> Iterator[int]:
    """Build an index of some sources with the seeded wording and ask it inside the block.

    Gives the number of documents. Neither the database nor the home is touched.
    """
    with (
        tempfile.TemporaryDirectory(prefix="zhujian-bench-") as folder,
        override_settings(HOME=Path(folder)),
    ):
        reader.forget()
        yield _build(sources)
    reader.forget()


def _build(sources: Iterable[SearchSource]) -> int:
    words = list(seed_words())
    folder = generations.fresh()
    count = indexer.write_documents(folder, sources, Cutter(words))
    indexer.write_words(folder, words)
    indexer.write_thesaurus(folder, list(seed_synonyms()))
    generations.write_state(folder, generations.State(FORMAT, 0))
    generations.switch(folder)
    return count
