"""Wiring of the room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the journal's words, the seeds, and the work of following the change feed."""
        from zhujian.kernel.timetable import Job, register_job, register_reference  # noqa: PLC0415
        from zhujian.search import words  # noqa: F401, PLC0415

        register_reference("search.reference", "zhujian.search.reference.load_reference")
        register_job(Job("search.drain", 0.5, "zhujian.search.indexer.drain"))
        register_job(Job("search.missed", 60.0, "zhujian.search.jobs.count_missed"))
