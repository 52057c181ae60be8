"""Rules of rating as arithmetic: what fits together, what is exchanged, what a share is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from zhujian.kernel.refusals import FieldRefusal
from zhujian.ratings.options import LEVELS, OPTIONS, RETIRED

TEXT_LONGEST = 150
GOOD_FROM = 3
BAD_UP_TO = 2
# With fewer ratings nobody is ranked: one more or less would turn the order over.
RANKED_FROM = 10
Z_95 = 1.959963984540054


def rating_problems(stars: object, options: object, text: object) -> tuple[FieldRefusal, ...]:
    """EVA-01: stars from 1 to 5, options in force whose first digit is the stars, a short text.

    GB/T 39734-2020 and the codes of the national platform. Once a case and default ratings apart
    are held by constraints of the tables.
    """
    if isinstance(stars, bool) or not isinstance(stars, int) or stars not in LEVELS:
        return (FieldRefusal("stars", "请选择1至5星中的一个。"),)
    return (*_option_problems(stars, options), *_text_problems(text))


def _option_problems(stars: int, options: object) -> list[FieldRefusal]:
    if not isinstance(options, list | tuple):
        return [FieldRefusal("options", "评价选项应为选项代码的列表。")]
    found = []
    for place, code in enumerate(options):
        reason = _option_problem(stars, code)
        if reason is None and code in options[:place]:
            reason = f"选项{code}重复了。"
        if reason:
            found.append(FieldRefusal(f"options.{place}", reason))
    return found


def _option_problem(stars: int, code: object) -> str | None:
    if not isinstance(code, str):
        return "选项代码应为三位数字的文字。"
    if code in RETIRED:
        return f"选项{code}是旧版代码，已停用。"
    if code not in OPTIONS:
        return f"没有代码为「{code[:20]}」的选项。"
    if code[0] != str(stars):
        return f"选项{code}（{OPTIONS[code]}）属于{code[0]}星，您选的是{stars}星。"
    return None


def _text_problems(text: object) -> list[FieldRefusal]:
    if not isinstance(text, str):
        return [FieldRefusal("text", "文字评价应为文字。")]
    if len(text) > TEXT_LONGEST:
        reason = f"文字评价最多{TEXT_LONGEST}字，您写了{len(text)}字。"
        return [FieldRefusal("text", reason)]
    return []


def satisfaction_code(stars: int) -> int:
    """EVA-03: the satisfaction code of GB/T 39046-2020 table A.8, which runs the other way.

    5 stars are code 1 (very satisfied), 1 star is code 5.
    """
    if stars not in LEVELS:
        msg = f"{stars} is no number of stars"
        raise ValueError(msg)
    return 6 - stars


def stars_of(code: int) -> int:
    """EVA-03 backwards: the stars of a satisfaction code of GB/T 39046-2020."""
    return satisfaction_code(code)


def share(part: int, whole: int) -> float | None:
    """Return part of whole, or None where there is no whole: never a rate without a sample."""
    return part / whole if whole else None


def wilson(part: int, whole: int) -> tuple[float, float] | None:
    """Return Wilson's 95 % interval of a share, or None where there is no sample."""
    if not whole:
        return None
    rate = part / whole
    square = Z_95 * Z_95
    middle = rate + square / (2 * whole)
    spread = Z_95 * sqrt(rate * (1 - rate) / whole + square / (4 * whole * whole))
    below = 1 + square / whole
    return max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below)


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts per level, what was given and what was entered by default apart, and their rates.

    Rates look at what people gave; a rate without a sample is None.
    """

    active: Mapping[int, int]
    default: Mapping[int, int]
    offered: int
    answered: int

    @property
    def sample(self) -> int:
        """How many ratings people gave."""
        return sum(self.active.values())

    @property
    def good(self) -> int:
        """How many of them have three stars or more."""
        return sum(count for level, count in self.active.items() if level >= GOOD_FROM)

    @property
    def satisfaction(self) -> float | None:
        """Share of ratings with three stars or more."""
        return share(self.good, self.sample)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of the satisfaction."""
        return wilson(self.good, self.sample)

    @property
    def bad_rate(self) -> float | None:
        """Share of ratings with one or two stars."""
        return share(self.sample - self.good, self.sample)

    @property
    def response_rate(self) -> float | None:
        """Share of those asked in this time who answered; defaults are no answers."""
        return share(self.answered, self.offered)
