"""Wiring of the room."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teach the journal this room's words and let the index follow its items."""
        from zhujian.catalogue.search import SOURCE  # noqa: PLC0415 -- models are ready now
        from zhujian.catalogue.words import WORDS  # noqa: PLC0415
        from zhujian.kernel.journal import register_verbs  # noqa: PLC0415
        from zhujian.search.registry import register_source  # noqa: PLC0415

        register_verbs(WORDS)
        register_source(SOURCE)
