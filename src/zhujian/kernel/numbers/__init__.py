"""Numbers that people type: kind, date, six random characters, one check character."""

from zhujian.kernel.numbers.kinds import NumberKind, kind_of, kinds, register_kind
from zhujian.kernel.numbers.queries import find
from zhujian.kernel.numbers.rules import check_character, parse
from zhujian.kernel.numbers.steps import draw

__all__ = [
    "NumberKind",
    "check_character",
    "draw",
    "find",
    "kind_of",
    "kinds",
    "parse",
    "register_kind",
]
