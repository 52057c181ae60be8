"""Looks at the files of a person, for the page on which he reads who looked."""

from typing import Any

from django.db.models import QuerySet

from zhujian.cases.models import Case
from zhujian.cases.queries.cases import SEEN_VERBS

VERBS = SEEN_VERBS


def numbers_of(user: Any) -> QuerySet[Any, Any]:
    """Return the numbers of the cases in which a person is the applicant."""
    return Case.objects.filter(applicant=user).values("number")
