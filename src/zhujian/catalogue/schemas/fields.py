"""A schema as a list of fields for a page, a print or an API client."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_BY_FORMAT = {"cn-id": "id_card", "cn-mobile": "mobile", "cn-uscc": "uscc", "date": "date"}
_BY_TYPE = {"integer": "number", "number": "number", "boolean": "yes_no", "array": "choices"}
LONG_TEXT_FROM = 100


@dataclass(frozen=True, slots=True)
class SchemaField:
    """One field as a person meets it.

    `kind` is text, long_text, number, date, choice, choices, yes_no, id_card, mobile or uscc;
    `required_when` lists (field, values): any of them makes this field required.
    """

    name: str
    label: str
    kind: str
    is_required: bool
    help: str
    concept: str
    choices: tuple[tuple[str, str], ...]
    example: Any
    max_length: int | None
    minimum: float | None
    maximum: float | None
    required_when: tuple[tuple[str, tuple[Any, ...]], ...]

    @property
    def required(self) -> bool:
        """Whether the field is always required."""
        return self.is_required


def fields_of(schema: Mapping[str, Any]) -> list[SchemaField]:
    """Return the fields of a schema in its order."""
    required = set(schema.get("required", []))
    example = example_of(schema)
    when = _required_when(schema)
    return [
        SchemaField(
            name=name,
            label=field["title"],
            kind=_kind(field),
            is_required=name in required,
            help=field.get("description", ""),
            concept=field.get("x-concept", ""),
            choices=tuple((option, option) for option in _options(field)),
            example=example.get(name),
            max_length=field.get("maxLength"),
            minimum=field.get("minimum"),
            maximum=field.get("maximum"),
            required_when=tuple(when.get(name, ())),
        )
        for name, field in schema.get("properties", {}).items()
    ]


def example_of(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the complete sample filling, or nothing where there is none."""
    examples = schema.get("examples") or [{}]
    return dict(examples[0])


def _kind(field: Mapping[str, Any]) -> str:
    if field["type"] in _BY_TYPE:
        return _BY_TYPE[field["type"]]
    if field.get("format") in _BY_FORMAT:
        return _BY_FORMAT[field["format"]]
    if "enum" in field:
        return "choice"
    return "long_text" if field.get("maxLength", 0) >= LONG_TEXT_FROM else "text"


def _options(field: Mapping[str, Any]) -> list[str]:
    if field["type"] == "array":
        return list(field["items"]["enum"])
    return list(field.get("enum", []))


def _conditions(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from schema.get("allOf", [])
    if "if" in schema:
        yield schema


def _required_when(
    schema: Mapping[str, Any],
) -> dict[str, list[tuple[str, tuple[Any, ...]]]]:
    found: dict[str, list[tuple[str, tuple[Any, ...]]]] = {}
    for pair in _conditions(schema):
        tests = [
            (name, tuple(test["enum"]) if "enum" in test else (test["const"],))
            for name, test in pair["if"]["properties"].items()
        ]
        for name in pair["then"]["required"]:
            found.setdefault(name, []).extend(tests)
    return found
