"""What a rule has to say about a guide."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found: its number, the element concerned, a sentence, how hard it is."""

    rule: str
    element: str
    text: str
    is_blocking: bool = True


@dataclass(frozen=True, slots=True)
class Body:
    """What the rules need to know of the organisation that handles an item.

    `level` is the level of exercise its kind stands for: 4 county, 5 town, 6 village, `""` when
    nothing is expected; `credit_code` is `""` when unknown.
    """

    name: str
    credit_code: str = ""
    level: str = ""
    is_administrative: bool = True
