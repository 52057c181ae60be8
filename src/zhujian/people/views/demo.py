"""What the demo shows on the page where a real site sends a message."""

from django.conf import settings

from zhujian.people import codes
from zhujian.people.models import PendingSignIn


def demo_code_of(pending: PendingSignIn) -> str:
    """Return the code of what waits for it in the demo, else nothing."""
    return codes.code_of(pending) if settings.DEMO else ""
