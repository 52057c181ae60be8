"""Wiring of the room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker keep the index up to date, and migrations load synonyms and words."""
        from zhujian.kernel.timetable import Job, register_job, register_reference  # noqa: PLC0415

        register_reference("search", "zhujian.search.reference.load_reference")
        register_job(Job("search.drain", 0.5, "zhujian.search.indexer.drain"))
