"""Parts of every write: counted per person and organisation, answered once per key."""

from zhujian.gateway.steps.counting import count_write
from zhujian.gateway.steps.repeating import once

__all__ = ["count_write", "once"]
