"""How the index follows the change feed, and what happens when it is broken or missing."""

import os
import subprocess
import sys
import textwrap

import pytest
from django.conf import settings
from django.db import transaction

from tests.search.stage import Shelf, item
from zhujian.kernel import changes
from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.changes.models import Change
from zhujian.search import actions, commands, generations, indexer, reader
from zhujian.search.engine import find
from zhujian.search.generations import State

pytestmark = pytest.mark.slow


def ids(question: str) -> list[str]:
    """Return the ids found."""
    return [hit.id for hit in find(question).hits]


def test_what_was_announced_is_found_after_draining(items: Shelf) -> None:
    items.put(item("H-2", "犬类准养证核发"))
    assert "H-2" not in ids("犬类准养证")
    assert indexer.drain() == 1
    assert ids("犬类准养证")[0] == "H-2"


def test_draining_again_writes_nothing(items: Shelf) -> None:
    loads = items.loads
    assert indexer.drain() == 0
    assert items.loads == loads


def test_a_new_title_replaces_the_old_one(items: Shelf) -> None:
    items.put(item("A-200-2", "就业失业登记证明开具"))
    indexer.drain()
    assert [hit.title for hit in find("A-200-2").hits] == ["就业失业登记证明开具"]


def test_what_is_no_longer_public_leaves_the_index(items: Shelf) -> None:
    items.take("A-200-2")
    indexer.drain()
    assert "A-200-2" not in ids("失业登记")
    assert find("A-200-2").hits == ()


def test_a_tag_for_all_reloads_all(items: Shelf) -> None:
    with transaction.atomic():
        changes.announce("items")
    assert indexer.drain() == len(items.documents)


def test_a_tag_nobody_knows_writes_nothing(items: Shelf) -> None:
    with transaction.atomic():
        changes.announce("cases:BJ1")
    assert indexer.drain() == 0


def test_a_new_synonym_is_used_without_indexing_anew(items: Shelf) -> None:
    assert ids("砍柴火")[:1] != ["E-600-1"]
    actions.set_synonym(by=OPERATOR, everyday="砍柴火", official="林木采伐")
    loads = items.loads
    indexer.drain()
    assert ids("砍柴火")[0] == "E-600-1"
    assert items.loads == loads


def test_a_local_word_builds_the_index_anew(items: Shelf) -> None:
    before = generations.current()
    actions.set_local_word(by=OPERATOR, word="绵竹年画")
    assert indexer.drain() == len(items.documents)
    assert generations.current() != before


def test_a_missing_index_is_built(items: Shelf) -> None:
    folder = generations.current()
    assert folder is not None
    (folder / "meta.json").unlink()
    reader.forget()
    assert find("失业登记").hits == ()
    assert not indexer.is_ready()
    assert indexer.drain() == len(items.documents)
    assert ids("失业登记")[0] == "A-200-2"


def test_a_cut_file_is_noticed_and_the_index_built_anew(items: Shelf) -> None:
    folder = generations.current()
    assert folder is not None
    store = next(folder.glob("*.store"))
    store.write_bytes(store.read_bytes()[:10])
    assert indexer.drain() == len(items.documents)
    assert indexer.is_ready()
    assert ids("失业登记")[0] == "A-200-2"


def test_an_index_of_another_format_is_built_anew(items: Shelf) -> None:
    folder = generations.current()
    assert folder is not None
    generations.write_state(folder, State(format=0, sequence=changes.current_sequence()))
    assert not indexer.is_ready()
    assert indexer.drain() == len(items.documents)


def test_an_index_ahead_of_its_database_is_built_anew(items: Shelf) -> None:
    folder = generations.current()
    assert folder is not None
    ahead = changes.current_sequence() + 1_000
    generations.write_state(folder, State(generations.read_state(folder).format, ahead))
    assert indexer.drain() == len(items.documents)


def test_an_index_that_slept_too_long_is_built_anew(items: Shelf) -> None:
    items.put(item("H-1", "举办焰火晚会许可"), item("H-2", "犬类准养证核发"))
    last = changes.current_sequence()
    Change.objects.filter(sequence__lt=last).delete()
    assert indexer.drain() == len(items.documents)
    assert "H-1" in ids("焰火晚会")


def test_old_generations_are_cleared_away(items: Shelf) -> None:
    for _ in range(3):
        indexer.rebuild()
    assert len(list(generations.root().glob("g*"))) == 2
    assert ids("失业登记")[0] == "A-200-2"


def test_the_command_builds_and_says_so(items: Shelf, capsys: pytest.CaptureFixture[str]) -> None:
    import argparse

    assert commands.COMMANDS[0].run(argparse.Namespace(json=True)) == 0
    assert f'"documents": {len(items.documents)}' in capsys.readouterr().out


CHILD = """
    import sys, django
    django.setup()
    from zhujian.search.engine import find
    for line in sys.stdin:
        hits = find(line.strip()).hits
        print(hits[0].id if hits else "-", flush=True)
"""


@pytest.mark.django_db
def test_another_process_sees_what_this_one_wrote(items: Shelf) -> None:
    environment = os.environ | {
        "ZHUJIAN_HOME": str(settings.HOME),
        "DJANGO_SETTINGS_MODULE": "zhujian.config.settings",
    }
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None

        def asked(question: str) -> str:
            child.stdin.write(f"{question}\n")
            child.stdin.flush()
            return child.stdout.readline().strip()

        assert asked("失业登记") == "A-200-2"
        assert asked("犬类准养证") != "H-2"
        items.put(item("H-2", "犬类准养证核发"))
        indexer.drain()
        assert asked("犬类准养证") == "H-2"
        indexer.rebuild()
        assert asked("犬类准养证") == "H-2"
        child.stdin.close()
        assert child.wait(timeout=30) == 0


WRITER = """
    import fcntl, sys
    from pathlib import Path
    with (Path(sys.argv[1]) / "index" / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(7)
"""


def test_only_one_process_writes_at_a_time(db: None) -> None:
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(settings.HOME)]
    with generations.writing():
        assert subprocess.run(command, check=False).returncode == 7
    assert subprocess.run(command, check=False).returncode == 0
