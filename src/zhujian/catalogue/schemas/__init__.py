"""Forms: a closed, flat subset of JSON Schema 2020-12, checked, filled in, validated.

No `$ref`; `if`/`then` only to require fields; the formats `cn-id`, `cn-mobile`, `cn-uscc` and
`date`; each field carries a concept (`x-concept`); root `examples[0]` is a complete filling.
"""

from zhujian.catalogue.schemas.check import check_schema
from zhujian.catalogue.schemas.fields import SchemaField, example_of, fields_of
from zhujian.catalogue.schemas.normal import normalise
from zhujian.catalogue.schemas.validate import validate

__all__ = ["SchemaField", "check_schema", "example_of", "fields_of", "normalise", "validate"]
