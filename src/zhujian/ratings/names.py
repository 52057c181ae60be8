"""Names and pages of what is rated, filled in by the rooms that know them."""

from collections.abc import Callable, Collection, Mapping

NamesOf = Callable[[Collection[str]], Mapping[str, str]]

_item_names: list[NamesOf] = []
_addresses: dict[str, Callable[[str], str]] = {}


def register_item_names(names_of: NamesOf) -> None:
    """Say how codes of items become their names (one call for many codes)."""
    _item_names[:] = [names_of]


def item_names(codes: Collection[str]) -> dict[str, str]:
    """Return the names of items by code; a code nobody knows stands for itself."""
    known = dict(_item_names[0](codes)) if _item_names and codes else {}
    return {code: known.get(code, code) for code in codes}


def register_subject_address(letters: str, address_of: Callable[[str], str]) -> None:
    """Say where the desk shows the files whose numbers begin with these letters."""
    _addresses[letters] = address_of


def subject_address(subject: str) -> str:
    """Return where the desk shows what was rated, or "" where no page does."""
    address_of = _addresses.get(subject[:2])
    return address_of(subject) if address_of else ""
