"""Writes to the log, masked: for a machine without a carrier."""

import logging

from zhujian.kernel.privacy import mask_phone
from zhujian.postroom.senders.message import Message

logger = logging.getLogger("zhujian.postroom")


class ConsoleSender:
    """Says in the log that a message left, never what stood in it."""

    def send(self, message: Message) -> None:
        """Write a line with the masked number or address and the template."""
        _, at, domain = message.to.partition("@")
        to = f"***@{domain}" if at else mask_phone(message.to)
        logger.info("消息 %s → %s（%s）", message.id, to, message.template)
