"""Wiring of the room."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the journal's words of the calendar and of deadlines."""
        from zhujian.kernel.calendar import words  # noqa: F401, PLC0415
