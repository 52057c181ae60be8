"""What operation writes into the journal."""

from django.db import transaction

from zhujian.kernel import journal
from zhujian.kernel.actors import Actor


@transaction.atomic(durable=True)
def tell_of_restore(*, by: Actor, made_at: str, head: tuple[int, str]) -> journal.Line:
    """Write that everything behind this line comes from a backup: when made, up to which line."""
    return journal.write(
        verb="ops.restore",
        subject="house:backup",
        by=by,
        data={"made_at": made_at, "sequence": head[0], "hash": head[1]},
    )
