"""What a person does with messages: marks them as read, chooses what is to come by SMS or mail."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from zhujian.kernel import clock
from zhujian.kernel.actors import Actor
from zhujian.kernel.refusals import FieldRefusal, Refused, not_found
from zhujian.postroom import permissions
from zhujian.postroom.models import Choice, Letter

LONGEST_MAIL = 200


def read_message(*, by: Actor, message: int) -> Letter:
    """Mark a message as read by the person it is for; again changes nothing."""
    with transaction.atomic(durable=True):
        letter = Letter.objects.select_for_update().filter(pk=message).first()
        if letter is None or not permissions.can_read_letter(by, letter):
            raise not_found("没有找到这条消息。")
        if letter.read_at is None:
            letter.read_at = clock.now()
            letter.save(update_fields=["read_at"])
    return letter


def read_all_messages(*, by: Actor) -> int:
    """Mark all messages of a person as read; say how many were not."""
    with transaction.atomic(durable=True):
        waiting = Letter.objects.addressed_to(by.actor_ref).unread()
        return waiting.update(read_at=clock.now())


def choose_ways(*, by: Actor, is_sms_wanted: bool, mail: str = "") -> None:
    """Say whether reminders are to come by SMS, and where the digest goes by mail, if anywhere.

    Notices that the law asks for come all the same.
    """
    mail = mail.strip()
    if mail:
        try:
            validate_email(mail)
        except ValidationError as error:
            reason = "请填写正确的邮箱，例如 name@example.cn。"
            raise Refused("mail", reason, fields=(FieldRefusal("mail", reason),)) from error
    if len(mail) > LONGEST_MAIL:
        reason = f"邮箱最多 {LONGEST_MAIL} 个字符。"
        raise Refused("mail", reason, fields=(FieldRefusal("mail", reason),))
    with transaction.atomic(durable=True):
        Choice.objects.update_or_create(
            recipient=by.actor_ref, defaults={"is_sms_wanted": is_sms_wanted, "mail": mail}
        )
