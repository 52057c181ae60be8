"""Wiring of the room."""

from django.apps import AppConfig


class WindowConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.window"
    label = "window"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the entries of the desk into its menu."""
        from zhujian.cases.permissions import DESK_ROLES  # noqa: PLC0415 -- needs loaded models
        from zhujian.cases.queries import waiting_for  # noqa: PLC0415
        from zhujian.kernel.journal import register_verbs  # noqa: PLC0415
        from zhujian.kernel.numbers import NumberKind, register_kind  # noqa: PLC0415
        from zhujian.people.roles import Role  # noqa: PLC0415
        from zhujian.web.desk import DeskEntry, register_entry  # noqa: PLC0415
        from zhujian.web.panels import register_panel  # noqa: PLC0415
        from zhujian.window import panels  # noqa: PLC0415
        from zhujian.window.queries import coming_count, on_the_shelf  # noqa: PLC0415
        from zhujian.window.words import VERBS  # noqa: PLC0415

        register_kind(NumberKind(letters="JJ", title="交接单", room="window", track_kind=""))
        register_verbs(VERBS)
        register_panel("cases.desk.aside", panels.beside_case, "window/panel_case.html")

        everyone = frozenset(role.value for role in Role)
        handling = frozenset(role.value for role in DESK_ROLES)
        clerks = frozenset({Role.CLERK.value})
        register_entry(DeskEntry("工作台", "window:desk", everyone, order=0))
        register_entry(DeskEntry("窗口收件", "window:take-in", clerks, order=10))
        register_entry(DeskEntry("办件", "cases:desk", handling, order=20, count=waiting_for))
        register_entry(DeskEntry("出件", "window:shelf", clerks, order=30, count=on_the_shelf))
        desks = frozenset({Role.CLERK.value, Role.HANDLER.value})
        register_entry(DeskEntry("交接", "window:hand-overs", desks, order=32, count=coming_count))
        register_entry(DeskEntry("收费", "window:fees", desks, order=34))
        register_entry(DeskEntry("窗口日报", "window:today", clerks, order=36))
