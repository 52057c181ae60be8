"""Finding a number that was handed out."""

from zhujian.kernel.numbers.models import Number
from zhujian.kernel.numbers.rules import parse
from zhujian.kernel.refusals import not_found


def find(text: str) -> Number:
    """Return the number a person typed: mistyped 422 `number_check`, never handed out 404."""
    number = parse(text)
    found = Number.objects.filter(number=number).first()
    if found is None:
        raise not_found(f"没有编号为 {number} 的记录，请核对后再试。")
    return found
