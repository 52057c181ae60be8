"""Personal data in texts: finding it before it is published, masking it where it is shown."""

from zhujian.kernel.privacy.checks import (
    is_bank_card,
    is_credit_code,
    is_id_15,
    is_id_number,
    is_mobile,
)
from zhujian.kernel.privacy.detection import Finding, detect
from zhujian.kernel.privacy.digits import normalise_digits
from zhujian.kernel.privacy.masking import mask_card, mask_id, mask_name, mask_phone, mask_text

__all__ = [
    "Finding",
    "detect",
    "is_bank_card",
    "is_credit_code",
    "is_id_15",
    "is_id_number",
    "is_mobile",
    "mask_card",
    "mask_id",
    "mask_name",
    "mask_phone",
    "mask_text",
    "normalise_digits",
]
