"""Papers that the law of a case gives to its applicant."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from zhujian.cases.models.case import Case
from zhujian.cases.models.columns import one_of
from zhujian.cases.states import NOTICE_LETTERS, NoticeKind
from zhujian.kernel.crypto import sm3
from zhujian.kernel.fields import EncryptedJSONField
from zhujian.web.prints import print_code

PRINT_LETTER = "N"


class Notice(models.Model):
    """One paper, its words frozen on the day it was given; written once, never changed.

    Its number needs no counter that everybody would wait for: it is the number of the case, two
    letters for the kind of paper, and which of that kind in this case it is
    (`BJ20261124-7K3M9Q-G-SL01`). Whoever holds a paper knows its case, and the other way round.
    """

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="notices", db_index=False
    )  # the constraint below is its index
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    ordinal = models.PositiveSmallIntegerField(default=1)
    issued_on = models.DateField()
    content = EncryptedJSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "kind", "ordinal"], name="cases_notice_once"),
            models.CheckConstraint(
                name="cases_notice_kind_known", condition=one_of("kind", NoticeKind)
            ),
            models.CheckConstraint(
                name="cases_notice_from_one", condition=Q(ordinal__gte=1, ordinal__lte=99)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number that stands on the paper."""
        return notice_number(self.case.number, self.kind, self.ordinal)

    @property
    def title(self) -> str:
        """What the paper is called."""
        return str(self.content["title"])

    @property
    def code(self) -> str:
        """The code under which anyone can check the paper."""
        return print_code(PRINT_LETTER, self.pk)

    @property
    def fingerprint(self) -> str:
        """The digest of its words, which the journal's line holds too."""
        return fingerprint(self.content)


def notice_number(number: str, kind: str, ordinal: int = 1) -> str:
    """Return the number of a paper of a case."""
    return f"{number}-{NOTICE_LETTERS[NoticeKind(kind)]}{ordinal:02d}"


def fingerprint(content: dict[str, Any]) -> str:
    """Return the SM3 digest of a paper's words."""
    return sm3(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hex()
