"""The items of the demo city: short hand-written entries, expanded to complete elements."""

from zhujian.config.demo.items.expand import entries, expanded

__all__ = ["entries", "expanded"]
