"""Every move of a letter from every state."""

import pytest

from zhujian.kernel.refusals import Refused
from zhujian.postroom.states import MOVES, LetterState

ALLOWED = {
    ("send", "queued"): "sent",
    ("give_up", "queued"): "failed",
    ("drop", "queued"): "dropped",
    ("deliver", "sent"): "delivered",
    ("return", "sent"): "undelivered",
    ("queue_again", "failed"): "queued",
    ("queue_again", "undelivered"): "queued",
}


@pytest.mark.parametrize("state", LetterState.values)
@pytest.mark.parametrize("verb", list(MOVES))
def test_a_letter_moves_only_as_the_table_says(verb, state):
    if (verb, state) in ALLOWED:
        assert MOVES.target(verb, state, state_text=state) == ALLOWED[verb, state]
    else:
        with pytest.raises(Refused) as refused:
            MOVES.target(verb, state, state_text=state)
        assert refused.value.status == 409
