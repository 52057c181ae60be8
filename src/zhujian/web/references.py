"""The reference number of a request: on its error page, and on every line it writes to the log."""

import logging
import secrets
from contextvars import ContextVar

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

reference: ContextVar[str] = ContextVar("reference", default="-")


def new_reference() -> str:
    """Return a fresh reference number."""
    return "".join(secrets.choice(_SIGNS) for _ in range(10))


class ReferenceFilter(logging.Filter):
    """Puts the reference number of the running request on every line of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.reference = reference.get()
        return True
