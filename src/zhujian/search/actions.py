"""What people do to the wording of the search: set and remove synonyms and local words."""

from django.db import transaction

from zhujian.kernel import changes, journal
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused, forbidden, not_found
from zhujian.search.indexer import SYNONYMS_TAG, WORDS_TAG
from zhujian.search.models import LocalWord, Synonym
from zhujian.search.normalise import compact
from zhujian.search.permissions import can_edit_wording

_EVERYDAY_LENGTH = 40
_OFFICIAL_LENGTH = 80
_WORD_LENGTH = 20


@transaction.atomic(durable=True)
def set_synonym(*, by: Actor, everyday: str, official: str, is_active: bool = True) -> Synonym:
    """Let an everyday wording stand for an official one, or switch the pair off."""
    _check_permission(by)
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
    _check_permission(by)
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


def _check_permission(by: Actor) -> None:
    if not can_edit_wording(by):
        raise forbidden("只有系统管理员可以修改同义词和本地词。")


def _checked(field: str, text: str, longest: int) -> str:
    text = " ".join(text.split())
    if len(compact(text)) < 2:
        _refuse(field, "请填写至少两个字。")
    if len(text) > longest:
        _refuse(field, f"不能超过{longest}个字，现有{len(text)}个字。")
    return text


def _refuse(field: str, reason: str) -> None:
    raise Refused("wording", reason, fields=(FieldRefusal(field, reason),))
