"""The stage of this room's plays: what the catalogue publishes."""

from tests.catalogue.conftest import county, hall, hanwang, publish, station

__all__ = ["county", "hall", "hanwang", "publish", "station"]
