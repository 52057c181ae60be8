"""The stage of this room's plays."""

from tests.gateway.stage import caller, caller_for, hall, item, town

__all__ = ["caller", "caller_for", "hall", "item", "town"]
