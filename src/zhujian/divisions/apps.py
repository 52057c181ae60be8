"""Wiring of the room."""

from django.apps import AppConfig


class DivisionsConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.divisions"
    label = "divisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the journal's words of this room."""
        from zhujian.kernel.journal import Verb, register_verbs  # noqa: PLC0415

        register_verbs(
            {
                "division.import": Verb(
                    "导入行政区划：新增{created}个，更新{changed}个，拒绝{refused}行"
                )
            }
        )
