"""Cases, what was handed in with them, what they cost, and drafts."""

from zhujian.cases.models.case import Case
from zhujian.cases.models.draft import Draft, DraftFile
from zhujian.cases.models.exemption import Exemption
from zhujian.cases.models.fee import Fee
from zhujian.cases.models.late import Delay, Reminder
from zhujian.cases.models.material import Material
from zhujian.cases.models.notice import Notice
from zhujian.cases.models.pledge import Pledge
from zhujian.cases.models.result import Publicity, PublishedResult

__all__ = [
    "Case",
    "Delay",
    "Draft",
    "DraftFile",
    "Exemption",
    "Fee",
    "Material",
    "Notice",
    "Pledge",
    "Publicity",
    "PublishedResult",
    "Reminder",
]
