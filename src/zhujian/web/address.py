"""The address a request comes from, seen through the proxies that the operator trusts."""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings


def client_address(peer: str, forwarded: str = "") -> str:
    """Return the caller's address: the last hop of `forwarded` that no trusted proxy made.

    `forwarded` is `X-Forwarded-For`; it counts only when `peer` is one of TRUSTED_PROXIES.
    """
    if not settings.TRUSTED_PROXIES or not forwarded:
        return peer
    trusted = _networks(tuple(settings.TRUSTED_PROXIES))
    hops = [hop.strip() for hop in forwarded.split(",")]
    address = peer
    while hops and _is_within(address, trusted):
        address = hops.pop()
    return address


@lru_cache(maxsize=8)
def _networks(names: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(name, strict=False) for name in names)


def is_within(address: str, names: tuple[str, ...]) -> bool:
    """Say whether an address lies in one of the networks (`127.0.0.0/8`, `::1`)."""
    return _is_within(address, _networks(names))


def _is_within(address: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found.version == network.version and found in network for network in networks)
