"""Wiring of the room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the journal's words and the search source of this room."""
        from zhujian.kernel.journal import Verb, register_verbs  # noqa: PLC0415
        from zhujian.places import search  # noqa: PLC0415
        from zhujian.search.registry import SearchSource, register_source  # noqa: PLC0415

        register_verbs(
            {
                "place.import": Verb(
                    "导入办事地点：新增{created}个，更新{changed}个，拒绝{refused}行"
                ),
                "place.set-special-day": Verb("{on}的开放时间改为：{words}"),
            }
        )
        register_source(
            SearchSource(
                kind=search.KIND,
                tags_prefix="place:",
                load=search.load,
                all_ids=search.all_slugs,
                all_tags=frozenset({"places"}),
            )
        )
