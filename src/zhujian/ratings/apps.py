"""Wiring of the room."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.ratings"
    label = "ratings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the journal this room's verbs, and every page a link to the board."""
        from zhujian.kernel import journal  # noqa: PLC0415 -- needs loaded models
        from zhujian.kernel.timetable import Job, register_job  # noqa: PLC0415
        from zhujian.ratings import panels, permissions  # noqa: PLC0415
        from zhujian.ratings.words import VERBS  # noqa: PLC0415
        from zhujian.web.desk import DeskEntry, register_entry  # noqa: PLC0415
        from zhujian.web.panels import register_panel  # noqa: PLC0415
        from zhujian.web.site import Link, register_link  # noqa: PLC0415

        journal.register_verbs(VERBS)
        register_job(Job("ratings.defaults", 3600.0, "zhujian.ratings.jobs.enter_defaults"))
        register_link("nav", Link("好差评", "ratings:board", 60))
        register_entry(DeskEntry("差评", "ratings:bad", permissions.READERS, 56))
        register_panel("places.place.main", panels.on_place, "ratings/panel_board.html", order=200)
