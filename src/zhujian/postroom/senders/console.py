"""Writes to the log, masked: for a machine without a carrier."""

import logging

from zhujian.kernel.privacy import mask_phone
from zhujian.postroom.senders.message import Message

logger = logging.getLogger("zhujian.postroom")


class ConsoleSender:
    """Says in the log that a message left, never what stood in it."""

    def send(self, message: Message) -> None:
        """Write a line with the masked number and the template."""
        logger.info("短信 %s → %s（%s）", message.id, mask_phone(message.to), message.template)
