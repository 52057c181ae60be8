"""Model fields whose values stand encrypted in the database.

Equality is asked through a companion column `<name>_index` (see `crypto.index_of`), the end of a
number through `<name>_tail`; the encrypted column itself can only be asked whether it is null.
"""

import json
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from zhujian.kernel import crypto


class EncryptedTextField(models.Field[Any, Any]):
    """Text, sealed with the data key: bytes in the database, lookups refused."""

    empty_values = [None]

    def get_internal_type(self) -> str:
        """Take the column of a BinaryField."""
        return "BinaryField"

    def _to_bytes(self, value: Any) -> bytes:
        return str(value).encode("utf-8", "surrogatepass")

    def _from_bytes(self, plain: bytes) -> Any:
        return plain.decode("utf-8", "surrogatepass")

    def get_db_prep_value(
        self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False
    ) -> Any:
        """Seal the value on its way to the database."""
        if value is None:
            return None
        del prepared
        driver: Any = connection.Database  # type: ignore[attr-defined]
        return driver.Binary(crypto.encrypt(self._to_bytes(value)))

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        """Open the value on its way from the database."""
        del expression, connection
        return None if value is None else self._from_bytes(crypto.decrypt(bytes(value)))

    def to_python(self, value: Any) -> Any:
        """Return the value as it is: in Python it is never sealed."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """Refuse to write the open value into a dump."""
        msg = f"{obj._meta.label}.{self.name} is encrypted and is not serialised"
        raise FieldError(msg)

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow only `isnull`: two seals of one value differ, so equality would never hold."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        msg = f"{self.name} is encrypted: ask its companion column {self.name}_index"
        raise FieldError(msg)


class EncryptedJSONField(EncryptedTextField):
    """Any JSON value, sealed with the data key."""

    def _to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()

    def _from_bytes(self, plain: bytes) -> Any:
        return json.loads(plain)


class OrderedJSONField(models.Field[Any, Any]):
    """Any JSON value as its text: keys keep their order on every database.

    PostgreSQL sorts the keys of `jsonb`, and the fields of a form stand in the author's order.
    Nothing inside can be asked for by a query.
    """

    empty_values = [None]

    def get_internal_type(self) -> str:
        """Take the column of a TextField."""
        return "TextField"

    def get_prep_value(self, value: Any) -> Any:
        """Return the text of the value."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        """Return the value of the text."""
        del expression, connection
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        """Return the value as it is: in Python it is never text."""
        return value
