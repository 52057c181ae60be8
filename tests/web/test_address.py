"""The caller's address is believed only from proxies that the operator trusts."""

from typing import Any

import pytest

from zhujian.web.address import client_address, is_within


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "address"),
    [
        ([], "10.0.0.1", "1.2.3.4", "10.0.0.1"),
        (["10.0.0.0/8"], "10.0.0.1", "1.2.3.4", "1.2.3.4"),
        (["10.0.0.0/8"], "10.0.0.1", "9.9.9.9, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (["10.0.0.0/8"], "8.8.8.8", "1.2.3.4", "8.8.8.8"),
        (["10.0.0.0/8"], "10.0.0.1", "", "10.0.0.1"),
        (["::1"], "::1", "2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_last_untrusted_hop_counts(
    settings: Any, trusted: list[str], peer: str, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = trusted
    assert client_address(peer, forwarded) == address


def test_networks_hold_addresses_of_their_own_kind() -> None:
    assert is_within("127.0.0.9", ("127.0.0.0/8", "::1"))
    assert is_within("::1", ("127.0.0.0/8", "::1"))
    assert not is_within("192.0.2.1", ("127.0.0.0/8", "::1"))
    assert not is_within("nonsense", ("127.0.0.0/8",))
