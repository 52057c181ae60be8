"""What the tests of rating stand on."""

import pytest
from django.db import transaction

from zhujian.ratings.steps import offer_rating


@pytest.fixture
def offer(human_resources):
    """A function that asks for a rating of a fresh subject and returns the token."""
    numbers = iter(range(1, 1000))

    def ask(**more):
        fields = {
            "subject": f"BJ-{next(numbers)}",
            "organisation": human_resources.slug,
            "item": "SX-1",
            "channel": "online",
        }
        with transaction.atomic():
            return offer_rating(**(fields | more))

    return ask
