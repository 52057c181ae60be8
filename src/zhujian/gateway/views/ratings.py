"""Rating by token: the token is the authority, no Bearer is needed."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from zhujian.gateway.answers import answer
from zhujian.gateway.shapes import dealings, questions
from zhujian.gateway.steps import once
from zhujian.gateway.steps.counting import count_owner
from zhujian.gateway.views.replies import replies
from zhujian.kernel.crypto import index_of
from zhujian.ratings.actions import give_rating

router = Router(tags=["评价"])


@router.post(
    "/ratings",
    response=replies(dealings.Receipt, 404, 405, 409, 411, 413, 422, 429, status=201),
    summary="评价",
)
def rate(request: HttpRequest, payload: questions.NewRating) -> HttpResponse:
    """Take the one rating that a token entitles to."""
    owner = f"rating:{index_of(payload.token, purpose='rating-owner')[:32]}"
    count_owner(owner)

    def act() -> HttpResponse:
        given = give_rating(
            token=payload.token, stars=payload.stars, options=payload.options, text=payload.text
        )
        return answer(
            {
                "receipt": given.receipt,
                "stars": payload.stars,
                "options": list(payload.options),
            },
            status=201,
        )

    return once(request, owner=owner, act=act)
