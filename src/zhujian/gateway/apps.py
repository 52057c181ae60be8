"""Wiring of the room."""

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.gateway"
    label = "gateway"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register timed work, the link to the docs, and that errors of the API are problems."""
        from zhujian.gateway.problems import problem  # noqa: PLC0415
        from zhujian.kernel.timetable import Job, register_job  # noqa: PLC0415
        from zhujian.web.errors import register_error_shape  # noqa: PLC0415
        from zhujian.web.site import Link, register_link  # noqa: PLC0415

        register_error_shape("/api/v1/", problem)
        register_link("footer", Link("开放接口", "gateway:docs", order=80))
        register_job(Job("gateway.forget", 600.0, "zhujian.gateway.jobs.forget_old"))
