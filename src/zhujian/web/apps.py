"""Wiring of the room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the journal this room's word, and the foot of every page the way to the check."""
        from zhujian.kernel.journal import Verb, register_verbs  # noqa: PLC0415 -- models are ready
        from zhujian.web.site import Link, register_link  # noqa: PLC0415

        register_link("footer", Link("查验文书", "web:print-box", 8))
        register_verbs({"list.export": Verb("导出了「{list}」，{rows} 行")})
