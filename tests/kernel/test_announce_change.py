"""The change feed."""

import multiprocessing
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from zhujian.kernel import changes
from zhujian.kernel.changes.generations import raise_generation
from zhujian.kernel.changes.models import Change


@pytest.mark.django_db(transaction=True)
def test_a_change_is_followed_by_its_tags_and_raises_the_generation() -> None:
    start, generation = changes.current_sequence(), changes.generation()
    with transaction.atomic():
        changes.announce("item:X", "items", "item:X")
        assert changes.generation() == generation

    assert changes.generation() == generation + 1
    assert [change.tag for change in changes.since(start, 10)] == ["item:X", "items"]
    assert [change.tag for change in changes.since(start, 1)] == ["item:X"]
    assert changes.current_sequence() > start


@transaction.atomic
def announce_in_vain() -> None:
    """Announce in a transaction that comes to nothing."""
    changes.announce("item:X")
    raise RuntimeError


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_is_not_announced() -> None:
    start, generation = changes.current_sequence(), changes.generation()
    with pytest.raises(RuntimeError):
        announce_in_vain()

    assert changes.generation() == generation
    assert changes.since(start, 10) == []


@pytest.mark.django_db(transaction=True)
def test_a_change_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        changes.announce("item:X")


@pytest.mark.django_db(transaction=True)
def test_announcing_nothing_changes_nothing() -> None:
    generation = changes.generation()
    with transaction.atomic():
        changes.announce()

    assert changes.generation() == generation


@pytest.mark.django_db
def test_a_follower_reads_the_last_minute_again_where_numbers_commit_out_of_order() -> None:
    changes.announce("old", "older")
    Change.objects.update(at=Now() - timedelta(minutes=5))
    latest_old = changes.current_sequence()
    changes.announce("new")
    latest = changes.current_sequence()

    again = [change.tag for change in changes.since(changes.rewound(latest), 10)]

    assert again == (["new"] if connection.vendor == "postgresql" else [])
    assert changes.rewound(latest_old) == latest_old


@pytest.mark.django_db
def test_old_changes_are_dropped_and_the_oldest_is_known() -> None:
    changes.announce("old")
    Change.objects.update(at=Now() - timedelta(days=20))
    changes.announce("new")

    assert changes.prune() == 1
    assert changes.oldest_sequence() == changes.current_sequence()


@pytest.mark.django_db(transaction=True)
def test_another_node_notices_a_change_in_the_database() -> None:
    changes.watch()
    Change.objects.create(tag="elsewhere")
    generation = changes.generation()

    assert changes.watch()
    assert changes.generation() == generation + 1
    assert not changes.watch()


def raise_often(times: int) -> None:
    """Raise the generation in another process."""
    for _ in range(times):
        raise_generation()


def test_no_rise_is_lost_between_processes() -> None:
    generation = changes.generation()
    processes = [
        multiprocessing.get_context("fork").Process(target=raise_often, args=(200,))
        for _ in range(3)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert changes.generation() == generation + 600
