"""The room's reference data: synonyms and local words that ship with the product."""


def load_reference() -> int:
    """Add the seeds that are missing and return their number; an editor's change is kept."""
    return 0
