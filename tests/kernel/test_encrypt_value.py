"""Encryption, keyed index, encrypted fields."""

import json

import pytest
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from zhujian.kernel import crypto
from zhujian.kernel.fields import EncryptedJSONField, EncryptedTextField


@given(plain=st.binary(max_size=300))
def test_what_is_encrypted_comes_back_and_never_looks_the_same(plain: bytes) -> None:
    sealed = crypto.encrypt(plain)

    assert crypto.decrypt(sealed) == plain
    assert crypto.encrypt(plain) != sealed
    assert len(plain) < 4 or plain not in sealed


@given(plain=st.binary(max_size=40), place=st.integers(0), bit=st.integers(0, 7))
def test_one_changed_bit_is_noticed(plain: bytes, place: int, bit: int) -> None:
    sealed = bytearray(crypto.encrypt(plain))
    sealed[place % len(sealed)] ^= 1 << bit

    with pytest.raises(crypto.Unreadable):
        crypto.decrypt(bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x02" * 60])
def test_what_was_never_sealed_is_unreadable(sealed: bytes) -> None:
    with pytest.raises(crypto.Unreadable):
        crypto.decrypt(sealed)


def test_another_key_is_told_from_a_changed_value(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = crypto.encrypt(b"x")
    monkeypatch.setattr(settings, "DATA_KEY", b"\x07" * 32)

    with pytest.raises(crypto.UnknownKey):
        crypto.decrypt(sealed)


def test_the_index_depends_on_value_purpose_and_its_own_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = crypto.index_of("13812341234", purpose="phone")

    assert index == crypto.index_of("13812341234", purpose="phone")
    assert index != crypto.index_of("13812341235", purpose="phone")
    assert index != crypto.index_of("13812341234", purpose="card")
    monkeypatch.setattr(settings, "DATA_KEY", b"\x07" * 32)
    assert index == crypto.index_of("13812341234", purpose="phone")
    monkeypatch.setattr(settings, "INDEX_KEY", b"\x07" * 32)
    assert index != crypto.index_of("13812341234", purpose="phone")


def test_sm3_is_the_national_digest() -> None:
    """GB/T 32905-2016, appendix A.1."""
    assert crypto.sm3(b"a", b"bc").hex() == (
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )


def as_bytes(prepared: object) -> bytes:
    """Return what a database driver is given for a column of bytes."""
    return bytes(getattr(prepared, "obj", prepared))  # type: ignore[call-overload]


@given(value=st.text(max_size=60))
def test_an_encrypted_text_field_keeps_any_text(value: str) -> None:
    field = EncryptedTextField()
    stored = as_bytes(field.get_db_prep_value(value, connection))

    assert field.from_db_value(stored, None, connection) == value


@given(value=st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_an_encrypted_json_field_keeps_any_json(value: object) -> None:
    field = EncryptedJSONField()
    prepared = field.get_db_prep_value(value, connection)
    stored = None if prepared is None else as_bytes(prepared)

    assert field.from_db_value(stored, None, connection) == value
    assert stored is None or len(str(value)) < 4 or json.dumps(value).encode() not in stored


def test_an_encrypted_field_answers_no_comparison() -> None:
    field = EncryptedTextField(name="phone")

    with pytest.raises(FieldError, match="phone_index"):
        field.get_lookup("exact")
    assert field.get_lookup("isnull") is not None
    assert field.to_python("x") == "x"
    assert field.from_db_value(None, None, connection) is None
