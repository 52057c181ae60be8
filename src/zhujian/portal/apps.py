"""Wiring of the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give every page its links, and the name of the county."""
        from zhujian.kernel.timetable import register_reference  # noqa: PLC0415
        from zhujian.portal import manual, organisations  # noqa: PLC0415 -- needs loaded models
        from zhujian.portal.county import known_county  # noqa: PLC0415
        from zhujian.postroom.queries import unread_count  # noqa: PLC0415
        from zhujian.search.registry import register_source  # noqa: PLC0415
        from zhujian.web.inbox import register_inbox  # noqa: PLC0415
        from zhujian.web.site import Link, register_link, register_site  # noqa: PLC0415

        register_site(known_county)
        register_source(organisations.SOURCE)
        register_source(manual.SOURCE)
        register_reference("portal.help", "zhujian.portal.manual.load_reference")
        register_inbox("resident", "portal:my-messages", unread_count)
        register_inbox("staff", "portal:desk-messages", unread_count)
        register_link("search", Link("搜索", "portal:search"))
        register_link("account", Link("我的", "portal:me"))
        register_link("nav", Link("办事地点", "places:list", 20))
        register_link("nav", Link("查进度", "portal:track", 30))
        register_link("footer", Link("帮助", "portal:help", 5))
        register_link("footer", Link("单位和电话", "portal:organisations", 7))
        register_link("footer", Link("关于本站", "portal:about", 10))
        register_link("footer", Link("我为政府网站找错", "portal:fault", 20))
        register_link("footer", Link("站点地图", "portal:site-plan", 30))
        register_link("footer", Link("无障碍", "portal:accessibility", 40))
