"""Wiring of the room."""

from django.apps import AppConfig


class PostroomConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.postroom"
    label = "postroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the journal this room's verbs; stop the start where the carrier is unknown."""
        from zhujian.kernel import journal  # noqa: PLC0415 -- needs loaded models
        from zhujian.kernel.timetable import Job, register_job  # noqa: PLC0415
        from zhujian.postroom import senders  # noqa: PLC0415
        from zhujian.postroom.words import VERBS  # noqa: PLC0415

        journal.register_verbs(VERBS)
        register_job(Job("postroom.forget", 3600.0, "zhujian.postroom.jobs.forget_old"))
        register_job(Job("postroom.reports", 60.0, "zhujian.postroom.jobs.fetch"))
        register_job(Job("postroom.sweep", 1.0, "zhujian.postroom.jobs.sweep"))
        senders.current()
        senders.current_mail()
