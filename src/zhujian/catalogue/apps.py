"""Wiring of the room."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach journal, index, ratings, desk and timetable what this room offers."""
        from zhujian.catalogue import panels  # noqa: PLC0415 -- models are ready now
        from zhujian.catalogue.queries.names import item_names  # noqa: PLC0415
        from zhujian.catalogue.search import SOURCE  # noqa: PLC0415
        from zhujian.catalogue.steps.places import follow_places  # noqa: PLC0415
        from zhujian.catalogue.words import WORDS  # noqa: PLC0415
        from zhujian.kernel.journal import register_verbs  # noqa: PLC0415
        from zhujian.kernel.timetable import Job, register_job  # noqa: PLC0415
        from zhujian.people.roles import Role  # noqa: PLC0415
        from zhujian.places.followers import register_follower  # noqa: PLC0415
        from zhujian.ratings.names import register_item_names  # noqa: PLC0415
        from zhujian.search.registry import register_source  # noqa: PLC0415
        from zhujian.web.desk import DeskEntry, register_entry  # noqa: PLC0415
        from zhujian.web.panels import register_panel  # noqa: PLC0415
        from zhujian.web.site import Link, register_link  # noqa: PLC0415

        register_verbs(WORDS)
        register_source(SOURCE)
        register_item_names(item_names)
        register_follower("catalogue", follow_places)
        register_link("nav", Link("办事服务", "catalogue:items", 10))
        register_panel("places.place.main", panels.on_place, "catalogue/panel_place.html")
        register_entry(
            DeskEntry(
                "办事指南",
                "catalogue:desk",
                frozenset({Role.EDITOR, Role.CONTRIBUTOR, Role.ADMIN}),
                60,
            )
        )
        register_job(Job("catalogue.places", every=600.0, run="zhujian.catalogue.jobs.rebuild"))
