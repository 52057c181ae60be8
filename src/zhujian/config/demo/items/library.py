"""What entries share: papers, fields of forms, courses of steps, titles of laws, people."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data"


@cache
def shared(name: str) -> dict[str, Any]:
    """Return one file of the library."""
    return tomllib.loads((DATA / "library" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def domains() -> tuple[dict[str, Any], ...]:
    """Return the files of entries, each one domain, in the order of their names."""
    return tuple(
        {"domain": path.stem, **tomllib.loads(path.read_text(encoding="utf-8"))}
        for path in sorted((DATA / "catalogue").glob("*.toml"))
    )


@cache
def organisations() -> tuple[dict[str, Any], ...]:
    """Return the organisations of the demo city."""
    return tuple(json.loads((DATA / "organisations.json").read_text(encoding="utf-8")))
