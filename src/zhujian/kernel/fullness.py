"""A full disk, whoever says so: the file system, SQLite or PostgreSQL."""

import errno

from zhujian.kernel.refusals import Refused

_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_POSTGRESQL_DISK_FULL = "53100"


def is_full(error: BaseException) -> bool:
    """Return whether an error, or one behind it, says that there is no room left."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in _ERRORS:
            return True
        if getattr(seen, "sqlstate", None) == _POSTGRESQL_DISK_FULL:
            return True
        if "database or disk is full" in str(seen):
            return True
        seen = seen.__cause__
    return False


def no_room() -> Refused:
    """Return the refusal that a person reads when nothing more can be stored."""
    return Refused(
        "storage_full",
        "服务器的存储空间满了，刚才的内容没有存下。您填写的文字还在，请稍后再提交一次。",
        status=507,
        retry_after=300,
    )
