"""A rating is given once, by whoever holds the token."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from zhujian.kernel import changes, clock, journal
from zhujian.kernel.actors import TIMER
from zhujian.kernel.refusals import Refused
from zhujian.ratings import actions, jobs, queries
from zhujian.ratings.models import Rating, RatingDay, RatingMonth, RatingOffer
from zhujian.ratings.queries import Filters
from zhujian.ratings.steps import offer_rating

pytestmark = pytest.mark.django_db


def give(token, **more):
    return actions.give_rating(**({"token": token, "stars": 5} | more))


def lines(subject="rating:BJ-1"):
    return journal.lines_of(subject, audiences=set(journal.Audience))


@pytest.mark.django_db(transaction=True)
def test_a_rating_is_kept_counted_and_journalled_with_a_receipt(offer):
    given = give(offer(), options=["510", "517"], text="  办得快  ")
    assert (given.rating.stars, given.rating.options) == (5, ["510", "517"])
    (line,) = lines()
    assert line.verb == "rating.give"
    assert line.data["stars"] == 5
    assert line.note == "办得快"
    assert journal.prove(given.receipt).is_proven
    assert queries.summary().active == {5: 1, 4: 0, 3: 0, 2: 0, 1: 0}


@pytest.mark.django_db(transaction=True)
def test_what_was_written_is_an_erasable_note_and_stands_nowhere_else(offer):
    give(offer(), text="王小明13900000001")
    (line,) = lines()
    assert "王小明" not in str(line.data)
    row = Rating.objects.values().get()
    assert all("王小明" not in str(value) for value in row.values())
    journal.erase_note(by=TIMER, line=line.pk, reason="个人信息保护法第47条")
    assert lines()[0].note == ""
    assert journal.verify().is_clean


def test_only_the_digest_of_the_token_is_kept(offer):
    token = offer()
    assert all(token not in str(value) for value in RatingOffer.objects.values().get().values())
    assert len(token) >= 32


def test_a_second_rating_is_refused_and_counts_nothing(offer):
    token = offer()
    give(token)
    with pytest.raises(Refused) as refused:
        give(token, stars=1)
    assert (refused.value.code, refused.value.status) == ("already_rated", 409)
    assert queries.summary().sample == 1
    assert len(lines()) == 1


@pytest.mark.parametrize("token", ["", "falsch", "x" * 5000, "令牌"])
def test_an_unknown_token_is_not_found(offer, token):
    offer()
    with pytest.raises(Refused) as refused:
        give(token)
    assert (refused.value.code, refused.value.status) == ("rating_token", 404)


def test_a_token_ends_after_thirty_days(offer):
    token = offer()
    with clock.moved_to(clock.now() + timedelta(days=30)), pytest.raises(Refused) as refused:
        give(token)
    assert (refused.value.code, refused.value.status) == ("rating_expired", 422)
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"stars": 0}, {"stars": 2, "options": ["313"]}, {"text": "长" * 151}]
)
def test_a_wrong_rating_leaves_nothing_behind_and_may_be_put_right(offer, wrong):
    token = offer()
    with pytest.raises(Refused) as refused:
        give(token, **wrong)
    assert (refused.value.code, refused.value.status) == ("rating", 422)
    assert refused.value.fields
    assert not Rating.objects.exists()
    assert (queries.summary().sample, queries.summary().answered) == (0, 0)
    assert lines() == []
    assert give(token).rating.stars == 5


def test_a_subject_is_asked_about_once(offer):
    offer(subject="BJ-9")
    with pytest.raises(IntegrityError):
        offer(subject="BJ-9")
    assert queries.summary().offered == 1


def test_an_unknown_channel_is_refused(offer):
    with pytest.raises(Refused) as refused:
        offer(channel="烟")
    assert refused.value.fields[0].field == "channel"


def test_asking_and_answering_change_the_board(offer):
    before = changes.current_sequence()
    token = offer()
    give(token)
    assert {change.tag for change in changes.since(before, 100)} == {"ratings"}


# --- default ratings ---------------------------------------------------------------------------


def test_a_default_is_entered_after_the_end_and_counted_apart(offer):
    offer(subject="BJ-1")
    with clock.moved_to(clock.now() + timedelta(days=31)):
        actions.enter_default_rating(by=TIMER, subject="BJ-1")
        with pytest.raises(Refused):
            actions.enter_default_rating(by=TIMER, subject="BJ-1")
    found = queries.summary()
    assert (found.sample, found.default[4], found.answered, found.offered) == (0, 1, 0, 1)
    assert found.satisfaction is None
    assert lines()[0].sentence == "到期未评价，按默认记为4星"


def test_a_default_is_not_entered_before_the_end_nor_by_a_person(offer, handler):
    offer(subject="BJ-1")
    with pytest.raises(Refused) as refused:
        actions.enter_default_rating(by=TIMER, subject="BJ-1")
    assert refused.value.status == 409
    with pytest.raises(Refused) as refused:
        actions.enter_default_rating(by=handler, subject="BJ-1")
    assert refused.value.status == 403
    with pytest.raises(Refused) as refused:
        actions.enter_default_rating(by=TIMER, subject="BJ-0")
    assert refused.value.status == 404


def test_defaults_are_entered_by_the_timer_only_where_a_county_says_so(offer, settings):
    offer(subject="BJ-1")
    give(offer(subject="BJ-2"))
    began = clock.now()
    settings.DEFAULT_RATINGS = True
    assert jobs.enter_defaults() == 0
    with clock.moved_to(began + timedelta(days=31)):
        settings.DEFAULT_RATINGS = False
        assert jobs.enter_defaults() == 0
        settings.DEFAULT_RATINGS = True
        offer(subject="BJ-3")
        assert jobs.enter_defaults() == 1
        assert jobs.enter_defaults() == 0
    assert Rating.objects.get(is_default=True).offer.subject == "BJ-1"


# --- counts ------------------------------------------------------------------------------------


def test_the_counts_by_day_agree_with_the_ledger(offer, civil_affairs):
    began = clock.now()
    for number in range(24):
        with clock.moved_to(began + timedelta(days=number // 4)):
            bureau = {"organisation": civil_affairs.slug, "item": "SX-2"} if number % 3 else {}
            token = offer(channel="counter" if number % 2 else "online", **bureau)
            if number % 5:
                give(token, stars=number % 5)
    for rows in (RatingDay.objects.all(), RatingMonth.objects.all()):
        assert sum(row.offered for row in rows) == RatingOffer.objects.count() == 24
        assert sum(row.answered for row in rows) == Rating.objects.count() == 19
        for level in range(1, 6):
            given = Rating.objects.filter(stars=level).count()
            assert sum(getattr(row, f"active_{level}") for row in rows) == given
    for level in range(1, 6):
        assert queries.summary().active[level] == Rating.objects.filter(stars=level).count()
    third = began + timedelta(days=3)
    for filters, condition in [
        (Filters(organisation="civil-affairs"), {"offer__organisation": "civil-affairs"}),
        (Filters(item="SX-1"), {"offer__item": "SX-1"}),
        (Filters(channel="counter"), {"offer__channel": "counter"}),
        (Filters(since=clock.china_date(third)), {"at__gte": third}),
    ]:
        assert queries.summary(filters).sample == Rating.objects.filter(**condition).count()
    assert sum(row.summary.sample for row in queries.by_organisation(Filters())) == 19
    assert sum(row.summary.sample for row in queries.by_item(Filters())) == 19
    assert sum(row.summary.sample for row in queries.by_month(Filters())) == 19


def test_an_answer_counts_for_the_day_on_which_it_was_asked_for(offer):
    began = clock.now()
    token = offer()
    with clock.moved_to(began + timedelta(days=7)):
        give(token)
        fresh = clock.today()
    found = queries.summary(Filters(since=fresh))
    assert (found.sample, found.offered, found.response_rate) == (1, 0, None)
    assert queries.summary(Filters(until=clock.china_date(began))).response_rate == 1.0


# --- several at once ---------------------------------------------------------------------------


def test_of_two_who_rate_at_once_one_is_taken_and_one_refused(offer, at_once_after):
    token = offer()
    at_once = at_once_after()
    results = at_once(lambda: give(token).rating.stars, lambda: give(token).rating.stars)
    assert sorted(map(str, results)) == ["5", "already_rated"]
    assert at_once(lambda: (queries.summary().sample, Rating.objects.count())) == [(1, 1)]


def test_six_who_are_asked_and_rate_at_once_are_all_counted(human_resources, at_once_after):
    def walk(number):
        with transaction.atomic():
            token = offer_rating(
                subject=f"BJ-{number}", organisation=human_resources.slug, item="SX-1"
            )
        return give(token, stars=4).rating.stars

    at_once = at_once_after()
    assert at_once(*[lambda number=number: walk(number) for number in range(6)]) == [4] * 6
    (found,) = at_once(queries.summary)
    assert (found.sample, found.offered, found.answered) == (6, 6, 6)
    assert at_once(RatingDay.objects.count) == [1]
