"""Which items a mandate covers: what was typed becomes items, never by guessing."""

from zhujian.kernel.refusals import FieldRefusal, Refused
from zhujian.search.engine import find

LINES_AT_MOST = 20
_NEAR = 3


def items_of(text: str) -> list[dict[str, str]]:
    """Return the items that lines of text name by code or whole name; no line means all items.

    Refuses `items` with what stands nearest where a line is not exactly one item.
    """
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(lines) > LINES_AT_MOST:
        raise _refused(f"最多写{LINES_AT_MOST}个事项；更多的请选择“全部事项”。")
    return [_item(line) for line in lines]


def _item(line: str) -> dict[str, str]:
    hits = find(line, kinds=("item",), limit=10).hits
    for hit in hits:
        if line in {hit.id, hit.title}:
            return {"code": hit.id, "name": hit.title}
    if not hits:
        raise _refused(f"没有找到事项「{line[:60]}」，请写完整的事项名称或编码。")
    near = "；".join(f"{hit.title}（{hit.id}）" for hit in hits[:_NEAR])
    raise _refused(f"「{line[:60]}」不是完整的事项名称或编码。您要写的是不是：{near}。")


def _refused(reason: str) -> Refused:
    return Refused("items", reason, fields=(FieldRefusal("items", reason),))
