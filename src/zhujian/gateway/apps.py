"""Wiring of the room."""

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.gateway"
    label = "gateway"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the room's timed work."""
        from zhujian.kernel.timetable import Job, register_job  # noqa: PLC0415

        register_job(Job("gateway.forget", 600.0, "zhujian.gateway.jobs.forget_old"))
