"""Wiring of the room."""

from django.apps import AppConfig


class HandbookConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.handbook"
    label = "handbook"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer for printed guides, and offer them on the page of an item."""
        from zhujian.handbook import panels, queries  # noqa: PLC0415 -- models are ready
        from zhujian.web.panels import register_panel  # noqa: PLC0415
        from zhujian.web.prints import register_print  # noqa: PLC0415

        register_print(queries.PRINT_LETTER, queries.standing)
        register_panel(
            "catalogue.guide.action", panels.on_guide, "handbook/panel_guide.html", order=110
        )
