"""Synonyms and local words: seeds that load once, actions of the administrator."""

import pytest

from tests.search.stage import Shelf
from zhujian.kernel import changes
from zhujian.kernel.actors import OPERATOR, SystemActor
from zhujian.kernel.journal.models import Line
from zhujian.kernel.refusals import Refused
from zhujian.search import actions
from zhujian.search.models import LocalWord, Synonym
from zhujian.search.reference import load_reference, seed_synonyms, seed_words

STRANGER = SystemActor("user:stranger")


def test_the_seeds_are_many_and_each_stands_once(db: None) -> None:
    pairs = list(seed_synonyms())
    assert len(pairs) >= 300
    assert len(set(pairs)) == len(pairs)
    assert len(set(seed_words())) == len(list(seed_words()))


def test_loading_twice_changes_nothing(db: None) -> None:
    loaded = load_reference()
    assert loaded == Synonym.objects.count() + LocalWord.objects.count()
    sequence = changes.current_sequence()
    assert load_reference() == 0
    assert changes.current_sequence() == sequence


def test_what_an_editor_changed_or_removed_stays_so(db: None) -> None:
    load_reference()
    off, gone = Synonym.objects.filter(everyday__in=("低保", "上户口"))[:2]
    actions.set_synonym(by=OPERATOR, everyday=off.everyday, official=off.official, is_active=False)
    actions.remove_synonym(by=OPERATOR, synonym=gone.pk)
    assert load_reference() == 0
    assert not Synonym.objects.get(pk=off.pk).is_active
    assert not Synonym.objects.filter(everyday=gone.everyday, official=gone.official).exists()


def test_setting_a_pair_is_journalled_and_announced(db: None) -> None:
    actions.set_synonym(by=OPERATOR, everyday=" 领养老钱 ", official="养老保险待遇申领")
    assert Synonym.objects.get().everyday == "领养老钱"
    assert Line.objects.filter(verb="synonym.set").count() == 1
    assert [change.tag for change in changes.since(0, 10)] == ["synonyms"]


@pytest.mark.parametrize(
    ("everyday", "official", "field"),
    [
        ("", "户口登记", "everyday"),
        ("娃", "户口登记", "everyday"),
        ("上户口", "", "official"),
        ("户口登记", "户口登记", "official"),
        ("长" * 41, "户口登记", "everyday"),
        ("上户口", "长" * 81, "official"),
    ],
)
def test_a_pair_that_says_nothing_is_refused(
    db: None, everyday: str, official: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.set_synonym(by=OPERATOR, everyday=everyday, official=official)
    assert [one.field for one in refused.value.fields] == [field]
    assert not Synonym.objects.exists()
    assert not Line.objects.exists()


def test_a_stranger_changes_nothing(db: None) -> None:
    for act in (
        lambda: actions.set_synonym(by=STRANGER, everyday="上户口", official="户口登记"),
        lambda: actions.remove_synonym(by=STRANGER, synonym=1),
        lambda: actions.set_local_word(by=STRANGER, word="绵竹年画"),
        lambda: actions.remove_local_word(by=STRANGER, local_word=1),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.status == 403
    assert not Synonym.objects.exists()
    assert not Line.objects.exists()


def test_what_is_not_there_cannot_be_removed(db: None) -> None:
    for act in (
        lambda: actions.remove_synonym(by=OPERATOR, synonym=1),
        lambda: actions.remove_local_word(by=OPERATOR, local_word=1),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.status == 404


def test_a_local_word_is_set_switched_off_and_removed(db: None) -> None:
    word = actions.set_local_word(by=OPERATOR, word="办不成事窗口")
    actions.set_local_word(by=OPERATOR, word="办不成事窗口", is_active=False)
    assert not LocalWord.objects.get().is_active
    actions.remove_local_word(by=OPERATOR, local_word=word.pk)
    assert not LocalWord.objects.exists()
    verbs = list(Line.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["local-word.set", "local-word.set", "local-word.remove"]


def test_the_pairs_are_read_by_the_search(items: Shelf) -> None:
    load_reference()
    assert Synonym.objects.active().filter(everyday="低保").exists()
