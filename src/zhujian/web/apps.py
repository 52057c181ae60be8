"""Wiring of the room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the journal this room's word."""
        from zhujian.kernel.journal import Verb, register_verbs  # noqa: PLC0415 -- models are ready

        register_verbs({"list.export": Verb("导出了「{list}」，{rows} 行")})
