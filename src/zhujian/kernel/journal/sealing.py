"""Sealing what is committed but not yet chained (PostgreSQL; on SQLite there is nothing to do)."""

from django.db import transaction

from zhujian.kernel.journal import backends, heads

BATCH = 2000


def seal() -> int:
    """Chain every committed line that has no place yet, witness the head, return how many.

    Called by the worker twice a second, and by `verify` and `prove`. One sealer at a time: the
    others wait for it and find little left.
    """
    backend = backends.of(transaction.get_connection())
    sealed = 0
    while True:
        with transaction.atomic():
            is_first = backend.tail()[0] == 0
            batch = backend.seal(BATCH)
            if is_first and batch:
                heads.found()
        sealed += batch
        if batch < BATCH:
            break
    if sealed and not transaction.get_connection().in_atomic_block:
        heads.witness()
    return sealed
