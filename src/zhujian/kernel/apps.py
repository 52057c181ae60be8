"""Wiring of the room."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the journal's words of calendar and deadlines, the cellar's own timed work."""
        from zhujian.kernel.calendar import words  # noqa: F401, PLC0415
        from zhujian.kernel.timetable import Job, register_job, register_reference  # noqa: PLC0415

        register_reference("kernel.calendar", "zhujian.kernel.calendar.steps.load_calendar")
        register_job(Job("kernel.seal", 0.5, "zhujian.kernel.journal.sealing.seal"))
        register_job(Job("kernel.witness", 20.0, "zhujian.kernel.journal.heads.witness"))
        register_job(Job("kernel.watch", 0.5, "zhujian.kernel.changes.steps.watch"))
        register_job(Job("kernel.statistics", 3600.0, "zhujian.kernel.statistics.look_over"))
        register_job(Job("kernel.prune", 3600.0, "zhujian.kernel.changes.steps.prune"))
        register_job(Job("kernel.sweep", 3600.0, "zhujian.kernel.stored.sweep"))
