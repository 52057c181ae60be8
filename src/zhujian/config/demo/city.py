"""What the demo city's files say; the figures that pages must show."""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zhujian.config.demo.items import expanded
from zhujian.config.demo.items.library import DATA, organisations


@dataclass(frozen=True, slots=True)
class City:
    """The files of the city, with the entries of the catalogue expanded."""

    organisations: Sequence[dict[str, Any]]
    places: list[dict[str, str]]
    items: list[dict[str, Any]]


def read_city() -> City:
    """Return the demo city's files."""
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        places = list(csv.DictReader(file))
    whole = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((DATA / "items").glob("*.json"))
    ]
    return City(organisations(), places, [*whole, *expanded()])
