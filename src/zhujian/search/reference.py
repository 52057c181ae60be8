"""The room's reference data: synonyms and local words that ship with the product."""

import csv
from collections.abc import Iterator

from django.db import transaction

from zhujian.kernel import changes
from zhujian.search.indexer import SYNONYMS_TAG, WORDS_TAG
from zhujian.search.models import LoadedSeed, LocalWord, Synonym
from zhujian.search.normalise import DATA

_BATCH = 500


@transaction.atomic
def load_reference() -> int:
    """Add the seeds that were never loaded and return their number.

    What an editor changed, switched off or removed stays as the editor left it.
    """
    loaded = set(LoadedSeed.objects.values_list("name", flat=True))
    pairs = [pair for pair in seed_synonyms() if _pair_name(*pair) not in loaded]
    words = [word for word in seed_words() if _word_name(word) not in loaded]
    Synonym.objects.bulk_create(
        [
            Synonym(everyday=everyday, official=official, is_seed=True)
            for everyday, official in pairs
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    LocalWord.objects.bulk_create(
        [LocalWord(word=word, is_seed=True) for word in words],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    names = [_pair_name(*pair) for pair in pairs] + [_word_name(word) for word in words]
    LoadedSeed.objects.bulk_create([LoadedSeed(name=name) for name in names], batch_size=_BATCH)
    if pairs:
        changes.announce(SYNONYMS_TAG)
    if words:
        changes.announce(WORDS_TAG)
    return len(names)


def seed_synonyms() -> Iterator[tuple[str, str]]:
    """Yield the pairs (everyday, official) that ship with the product."""
    with (DATA / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["everyday"], row["official"]


def seed_words() -> Iterator[str]:
    """Yield the local words that ship with the product."""
    with (DATA / "words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["word"]


def _pair_name(everyday: str, official: str) -> str:
    return f"synonym:{everyday}→{official}"


def _word_name(word: str) -> str:
    return f"word:{word}"
