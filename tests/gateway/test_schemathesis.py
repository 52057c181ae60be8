"""The description of the API is true: machines try every operation and find nothing.

Everything happens in this process. What a form of an item asks cannot stand in one description
of all items, nor which counts a rule has: a well-formed question may still be refused (422), and
the one check that forbids this is left out.
"""

from collections.abc import Callable

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.gateway.stage import APPLICATION, Caller
from zhujian.catalogue.models import Item
from zhujian.kernel.actors import OPERATOR
from zhujian.people.actions import issue_token
from zhujian.people.models import User
from zhujian.places.models import Place

pytestmark = pytest.mark.django_db
EXAMPLES = 12
LEFT_OUT = [positive_data_acceptance]
BOUNDED = hypothesis_settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def document(item: Item, hall: Place, settings: object) -> object:
    """The description, over a small county."""
    settings.API_WRITES_PER_PERSON = 1_000_000  # type: ignore[attr-defined]
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


schema = schemathesis.pytest.from_fixture("document")


@pytest.fixture
def token(resident: User) -> str:
    """A token of the resident."""
    return issue_token(by=OPERATOR, user=resident)


@pytest.fixture
def number(item: Item, resident: User, caller_for: Callable[[User], Caller]) -> str:
    """The number of a case."""
    return str(caller_for(resident).post("/cases", APPLICATION).json()["number"])


@schema.parametrize()
@BOUNDED
def test_strangers_find_nothing(case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=LEFT_OUT)


@schema.parametrize()
@BOUNDED
def test_a_resident_finds_nothing(case: schemathesis.Case, token: str, number: str) -> None:
    if "number" in (case.path_parameters or {}) and len(str(case.body)) % 2:
        case.path_parameters["number"] = number
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=LEFT_OUT)
