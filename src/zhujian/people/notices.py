"""Messages that this room sends."""

from zhujian.postroom.steps import send_sms


def send_sign_in_code(*, phone: str, code: str, subject: str) -> None:
    """Send a resident the code that proves the phone."""
    send_sms(to=phone, template="sign-in-code", variables={"code": code}, subject=subject)
