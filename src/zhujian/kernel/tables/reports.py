"""What an import says when it is done, in words and as JSON."""

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """One value that was refused: where it stands and the rule it breaks (Chinese)."""

    row: int
    column: str
    value: str
    rule: str

    def __str__(self) -> str:
        where = f"第{self.row}行" + (f"「{self.column}」列" if self.column else "")
        value = f"“{self.value[:60]}”" if self.value else "空白"
        return f"{where}：{value}，{self.rule}" if self.column else f"{where}：{self.rule}"


@dataclass(slots=True)
class ImportReport:
    """How many rows landed, and each refusal; `exit_status` is 0 all landed, 1 some refused."""

    file: str
    total: int
    is_dry_run: bool = False
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[RowRefusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def exit_status(self) -> int:
        return 1 if self.refused else 0

    @property
    def has_landed(self) -> bool:
        """Whether anything was written: then the action writes its journal line."""
        return not self.is_dry_run and self.created + self.changed > 0

    @property
    def refused_rows(self) -> int:
        """How many rows were refused; one row may break several rules."""
        return len({refusal.row for refusal in self.refused})

    def as_text(self) -> str:
        """Return the report as a clerk reads it."""
        head = "试运行（没有写入）：" if self.is_dry_run else ""
        lines = [
            (
                f"{head}{self.file}：共{self.total}行，新增{self.created}，更新{self.changed}，"
                f"未变{self.unchanged}，拒绝{self.refused_rows}。"
            ),
            *self.notes,
            *(str(refusal) for refusal in sorted(self.refused, key=lambda one: one.row)),
        ]
        return "\n".join(lines)

    def as_json(self) -> str:
        """Return the report for a script."""
        return json.dumps(
            {
                "file": self.file,
                "dry_run": self.is_dry_run,
                "total": self.total,
                "created": self.created,
                "changed": self.changed,
                "unchanged": self.unchanged,
                "refused_rows": self.refused_rows,
                "refused": [asdict(refusal) for refusal in self.refused],
                "notes": self.notes,
            },
            ensure_ascii=False,
            indent=2,
        )
