"""The change feed: what changed, as tags; and one number that says that something did.

Rows are written in the transaction of the change and never hold what changed. Import inside
`AppConfig.ready()` or later: the package holds a model.
"""

from zhujian.kernel.changes.generations import generation
from zhujian.kernel.changes.queries import current_sequence, oldest_sequence, rewound, since
from zhujian.kernel.changes.steps import announce, prune, watch

__all__ = [
    "announce",
    "current_sequence",
    "generation",
    "oldest_sequence",
    "prune",
    "rewound",
    "since",
    "watch",
]
