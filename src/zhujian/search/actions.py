"""What people do to the wording of the search: set and remove synonyms and local words."""

from datetime import timedelta

from django.db import transaction

from zhujian.kernel import changes, clock, journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.crypto import sm3
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.search import missed, steps
from zhujian.search.indexer import SYNONYMS_TAG, WORDS_TAG
from zhujian.search.models import LocalWord, MissedQuestion, SettledQuestion, Synonym
from zhujian.search.normalise import compact
from zhujian.search.permissions import can_edit_synonyms, can_edit_wording

_EVERYDAY_LENGTH = 40
_OFFICIAL_LENGTH = 80
_WORD_LENGTH = 20
KEPT = timedelta(days=400)


@transaction.atomic(durable=True)
def set_synonym(*, by: Actor, everyday: str, official: str, is_active: bool = True) -> Synonym:
    """Let an everyday wording stand for an official one, or switch the pair off."""
    _check_editor(by)
    everyday = _checked("everyday", everyday, _EVERYDAY_LENGTH)
    official = _checked("official", official, _OFFICIAL_LENGTH)
    if compact(everyday) == compact(official):
        _refuse("official", "正式说法与口语说法相同，不需要登记。")
    synonym, _ = Synonym.objects.update_or_create(
        everyday=everyday, official=official, defaults={"is_active": is_active}
    )
    state = "启用" if is_active else "停用"
    data = {"everyday": everyday, "official": official, "state": state}
    journal.write(verb="synonym.set", subject=f"synonym:{synonym.pk}", by=by, data=data)
    changes.announce(SYNONYMS_TAG)
    return synonym


@transaction.atomic(durable=True)
def remove_synonym(*, by: Actor, synonym: int) -> None:
    """Remove a pair; a pair that ships with the product stays removed."""
    _check_editor(by)
    pair = Synonym.objects.select_for_update().filter(pk=synonym).first()
    if pair is None:
        raise not_found("没有这一对同义词，可能已被删除。")
    data = {"everyday": pair.everyday, "official": pair.official}
    journal.write(verb="synonym.remove", subject=f"synonym:{pair.pk}", by=by, data=data)
    pair.delete()
    changes.announce(SYNONYMS_TAG)


@transaction.atomic(durable=True)
def set_local_word(*, by: Actor, word: str, is_active: bool = True) -> LocalWord:
    """Keep a word whole when texts are cut, or no longer; the index is then built anew."""
    _check_permission(by)
    word = _checked("word", word, _WORD_LENGTH)
    kept, _ = LocalWord.objects.update_or_create(word=word, defaults={"is_active": is_active})
    state = "启用" if is_active else "停用"
    data = {"word": word, "state": state}
    journal.write(verb="local-word.set", subject=f"local-word:{kept.pk}", by=by, data=data)
    changes.announce(WORDS_TAG)
    return kept


@transaction.atomic(durable=True)
def remove_local_word(*, by: Actor, local_word: int) -> None:
    """Remove a local word; one that ships with the product stays removed."""
    _check_permission(by)
    kept = LocalWord.objects.select_for_update().filter(pk=local_word).first()
    if kept is None:
        raise not_found("没有这个本地词，可能已被删除。")
    data = {"word": kept.word}
    journal.write(verb="local-word.remove", subject=f"local-word:{kept.pk}", by=by, data=data)
    kept.delete()
    changes.announce(WORDS_TAG)


@transaction.atomic(durable=True)
def settle_question(*, by: Actor, words: str) -> None:
    """Take a question that found nothing off the list; asked again in vain, it comes back."""
    _check_editor(by)
    if not MissedQuestion.objects.filter(words=words).exists():
        raise not_found("没有这个问法，可能已经过了保存期限。")
    SettledQuestion.objects.update_or_create(words=words, defaults={"settled_on": clock.today()})
    subject = f"missed-question:{sm3(words.encode()).hex()[:16]}"
    journal.write(verb="missed-question.settle", subject=subject, by=by, data={"words": words})


@transaction.atomic(durable=True)
def count_missed(*, by: Actor) -> int:
    """Add up the questions that waited in the file of this node; return how many were counted.

    A day counts at most some thousand different ones; what is older than a year goes.
    """
    if not by.actor_ref.startswith("system:"):
        raise forbidden("没有找到的搜索由系统自动汇总。")
    waiting = missed.take_waiting()
    counted = sum(
        times for (day, words), times in waiting.items() if steps.count_missed(day, words, times)
    )
    MissedQuestion.objects.filter(day__lt=clock.today() - KEPT).delete()
    return counted


def _check_permission(by: Actor) -> None:
    if not can_edit_wording(by):
        raise forbidden("只有系统管理员可以修改本地词。")


def _check_editor(by: Actor) -> None:
    if not can_edit_synonyms(by):
        raise forbidden("只有编辑和系统管理员可以修改同义词。")


def _checked(field: str, text: str, longest: int) -> str:
    text = " ".join(text.split())
    if len(compact(text)) < 2:
        _refuse(field, "请填写至少两个字。")
    if len(text) > longest:
        _refuse(field, f"不能超过{longest}个字，现有{len(text)}个字。")
    return text


def _refuse(field: str, reason: str) -> None:
    raise Refused("wording", reason, fields=(FieldRefusal(field, reason),))
