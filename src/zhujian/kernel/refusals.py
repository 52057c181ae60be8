"""The one exception people see: what was wrong, where, and what would be right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldRefusal:
    """One thing wrong with one field: its name (dotted, `materials.0.id`) and a sentence."""

    field: str
    reason: str


class Refused(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """A request that the house declines; nothing was changed.

    `code` is stable and machine-readable (`number_check`), `text` a Chinese sentence for the
    person, `status` the HTTP status: 401 no token, 403 seen but not allowed, 404 not there or
    not yours to see, 409 not in this state, 413 too large, 422 bad input, 429 too many.
    `retry_after` is in seconds.
    """

    def __init__(
        self,
        code: str,
        text: str,
        *,
        status: int = 422,
        fields: tuple[FieldRefusal, ...] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.status = status
        self.fields = fields
        self.retry_after = retry_after


def not_found(text: str = "没有找到您要的内容，请核对后再试。") -> Refused:
    """Return the refusal for what is not there, or not the asker's to see."""
    return Refused("not_found", text, status=404)


def forbidden(text: str = "您没有办理这一步的权限。") -> Refused:
    """Return the refusal for what the asker sees but may not do."""
    return Refused("forbidden", text, status=403)
