"""Who may read a line."""

from django.db.models import TextChoices


class Audience(TextChoices):
    """The circle a line, or the note beside it, is meant for."""

    PUBLIC = "public", "公开"
    PARTIES = "parties", "当事人"
    INTERNAL = "internal", "内部"
