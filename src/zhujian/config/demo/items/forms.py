"""Forms of entries: field names and groups in one line, expanded to the schema of a form.

`floor_area` is required, `floor_area-` is not, `floor_area?has_kitchen=是` is required once
`has_kitchen` says so (several values apart by `/`); `@person` is a group of the library.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from zhujian.config.demo.items.library import shared

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FORMATS = {"id": "cn-id", "mobile": "cn-mobile", "uscc": "cn-uscc", "date": "date"}
_SHORT, _LONG = 60, 400
_YES = {"是": True, "否": False}


@dataclass(slots=True)
class _Draft:
    """A form as it grows."""

    properties: dict[str, Any] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    conditions: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    example: dict[str, Any] = field(default_factory=dict)


def form_of(
    title: str, line: str, own: Mapping[str, str], domain: str, turn: int
) -> dict[str, Any]:
    """Return the schema of a form with a whole example, told by one of the sample people."""
    draft = _Draft()
    people = shared("people")["people"]
    person = people[turn % len(people)]
    for token in _tokens(line):
        name, condition, is_optional = _read(token)
        spec, concept = _spec(name, own, domain)
        draft.properties[name] = _schema(spec, concept)
        draft.example[name] = _example(spec, person.get(name))
        if condition:
            draft.conditions.setdefault(condition, []).append(name)
        elif not is_optional:
            draft.required.append(name)
    schema = {
        "$schema": DIALECT,
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "required": draft.required,
        "properties": draft.properties,
        "examples": [draft.example],
    }
    if draft.conditions:
        schema["allOf"] = [_condition(draft, *pair) for pair in draft.conditions.items()]
    return schema


def _tokens(line: str) -> Iterator[str]:
    for token in line.split():
        if token.startswith("@"):
            yield from _tokens(shared("fields")["groups"][token[1:]])
        else:
            yield token


def _read(token: str) -> tuple[str, tuple[str, str] | None, bool]:
    if "?" in token:
        name, _, test = token.partition("?")
        trigger, _, value = test.partition("=")
        return name, (trigger, value), True
    return token.removesuffix("-"), None, token.endswith("-")


def _spec(name: str, own: Mapping[str, str], domain: str) -> tuple[list[str], str]:
    if name in own:
        return own[name].split("|"), f"{domain}.{name}"
    for section, fields in shared("fields").items():
        if name in fields and section != "groups":
            return fields[name].split("|"), f"{section}.{name.removeprefix(f'{section}_')}"
    msg = f"no field {name} in {domain} or in the library"
    raise LookupError(msg)


def _schema(spec: list[str], concept: str) -> dict[str, Any]:
    title, kind = spec[0], spec[1]
    found = {"type": "string", "title": title, **_kind(kind), "x-concept": concept}
    for words in spec[3:]:
        found["description"] = words
    return found


def _kind(kind: str) -> dict[str, Any]:
    if kind in _FORMATS:
        return {"format": _FORMATS[kind]}
    if kind.startswith("*"):
        items = {"type": "string", "enum": kind[1:].split("/")}
        return {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}
    if "/" in kind:
        return {"enum": kind.split("/")}
    simple: dict[str, dict[str, Any]] = {
        "text": {"minLength": 1, "maxLength": _SHORT},
        "long": {"minLength": 2, "maxLength": _LONG},
        "int": {"type": "integer", "minimum": 0},
        "num": {"type": "number", "minimum": 0},
        "yes": {"type": "boolean"},
    }
    return simple[kind]


def _example(spec: list[str], personal: str | None) -> Any:
    kind, text = spec[1], personal or spec[2]
    if kind == "int":
        return int(text)
    if kind == "num":
        return float(text)
    if kind == "yes":
        return _YES[text]
    return text.split("/") if kind.startswith("*") else text


def _condition(draft: _Draft, test: tuple[str, str], names: list[str]) -> dict[str, Any]:
    trigger, value = test
    values: list[Any] = value.split("/")
    if draft.properties[trigger]["type"] == "boolean":
        values = [_YES[one] for one in values]
    wanted = {"const": values[0]} if len(values) == 1 else {"enum": values}
    return {
        "if": {"properties": {trigger: wanted}, "required": [trigger]},
        "then": {"required": names},
    }
