"""Finding ID numbers, phones and bank cards in a text.

A number may be written in full-width digits and broken by blanks or dashes. What is found always
begins and ends with whole groups of digits, so nothing is found inside a longer number. Without
a check digit (phones, old IDs) or with a weak one (cards) odd groupings count only where the
groups stand alone: a row of figures in a table is not a phone number.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from zhujian.kernel.privacy import checks
from zhujian.kernel.privacy.digits import normalise_digits

Kind = Literal["id_card", "id_card_15", "phone", "bank_card"]

LONGEST = 19
_BLANKS = " \u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff\u00ad"
_DASHES = "\\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_GAP = re.compile(f"(?:[{_BLANKS}]|[{_BLANKS}]?[{_DASHES}]{{1,2}}[{_BLANKS}]?)")
_GROUP = re.compile(r"\d+", re.ASCII)
_FINAL_X = re.compile(f"(?:[{_BLANKS}{_DASHES}]{{0,3}})([Xx])(?![0-9A-Za-z])")
_CREDIT = re.compile(r"(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Za-z])")

_STRENGTH: tuple[Kind, ...] = ("id_card", "id_card_15", "bank_card", "phone")
_PHONE_GROUPINGS = {(11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5)}
_ID_15_GROUPINGS = {(15,), (6, 6, 3), (6, 2, 2, 2, 3)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of personal data: `text[start:end]` of what was searched, and its kind."""

    kind: Kind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Whole groups of digits next to each other, read as one number."""

    digits: str
    sizes: tuple[int, ...]
    start: int
    end: int
    is_alone: bool
    touches_letter: bool


def detect(text: str, *, allowed: Collection[str] = ()) -> list[Finding]:
    """Return what personal numbers stand in `text`, in order, never overlapping.

    `allowed` are phone numbers of offices, as bare digits, that are meant to be public.
    """
    plain = normalise_digits(text)
    groups = _groups(plain)
    findings: list[Finding] = []
    at = 0
    while at < len(groups):
        found = _found_from(plain, groups, at)
        if found is None:
            at += 1
            continue
        kind, start, end, used, digits = found
        if digits not in allowed:
            findings.append(Finding(kind, start, end, text[start:end]))
        at += used
    return findings


def _groups(plain: str) -> list[tuple[int, int, bool]]:
    """Return start and end of each group of digits, and whether it goes on with the next."""
    codes = [
        match.span()
        for match in _CREDIT.finditer(plain)
        if checks.is_office_code(match[0]) and not checks.is_id_number(match[0])
    ]
    spans: list[tuple[int, int]] = []
    code = 0
    for match in _GROUP.finditer(plain):
        while code < len(codes) and codes[code][1] <= match.start():
            code += 1
        if code == len(codes) or match.end() <= codes[code][0]:
            spans.append(match.span())
    nexts = [start for start, _ in spans[1:]]
    return [
        (start, end, following is not None and _GAP.fullmatch(plain, end, following) is not None)
        for (start, end), following in zip_longest(spans, nexts)
    ]


def _found_from(
    plain: str, groups: list[tuple[int, int, bool]], at: int
) -> tuple[Kind, int, int, int, str] | None:
    """Return kind, start, end, number of groups and digits of what begins with group `at`.

    Where the same groups can be read as several numbers, the one with the strongest check wins.
    """
    candidates: list[tuple[Kind, int, int, int, str]] = []
    for stretch in _stretches(plain, groups, at):
        used = len(stretch.sizes)
        final = _FINAL_X.match(plain, stretch.end) if len(stretch.digits) == 17 else None
        if final and checks.is_id_number(stretch.digits + "X"):
            whole = stretch.digits + "X"
            candidates.append(("id_card", stretch.start, final.end(1), used, whole))
        elif kind := _kind(stretch):
            candidates.append((kind, stretch.start, stretch.end, used, stretch.digits))
    return min(candidates, key=lambda found: _STRENGTH.index(found[0]), default=None)


def _stretches(plain: str, groups: list[tuple[int, int, bool]], at: int) -> list[_Stretch]:
    start = groups[at][0]
    begins_alone = at == 0 or not groups[at - 1][2]
    begins_at_letter = start > 0 and _is_letter(plain[start - 1])
    stretches: list[_Stretch] = []
    digits = ""
    sizes: tuple[int, ...] = ()
    for group_start, end, goes_on in groups[at:]:
        digits += plain[group_start:end]
        sizes = (*sizes, end - group_start)
        if len(digits) > LONGEST:
            break
        stretches.append(
            _Stretch(
                digits,
                sizes,
                start,
                end,
                is_alone=begins_alone and not goes_on,
                touches_letter=begins_at_letter or _is_letter(plain[end : end + 1]),
            )
        )
        if not goes_on:
            break
    return stretches


def _kind(stretch: _Stretch) -> Kind | None:
    digits = stretch.digits
    if checks.is_id_number(digits):
        return "id_card"
    if checks.is_mobile(digits) and _is_written_as_phone(stretch):
        return "phone"
    if stretch.touches_letter:
        return None
    is_usual = stretch.sizes in _ID_15_GROUPINGS or stretch.is_alone
    if is_usual and checks.is_id_15(digits):
        return "id_card_15"
    if checks.is_bank_card(digits) and _is_written_as_card(stretch):
        return "bank_card"
    return None


def _is_written_as_phone(stretch: _Stretch) -> bool:
    if stretch.sizes in _PHONE_GROUPINGS:
        return True
    is_year = stretch.sizes[0] == 4 and stretch.digits.startswith("19")
    return stretch.is_alone and not is_year


def _is_written_as_card(stretch: _Stretch) -> bool:
    *first, last = stretch.sizes
    if not first or stretch.is_alone:
        return True
    return set(first) == {4} and last <= 4 and stretch.digits[0] in "469"


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
