"""Wiring of the room."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.ops"
    label = "ops"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the reference tables in the administrator's menu; tidy up after tasks."""
        from zhujian.kernel.journal import register_verbs  # noqa: PLC0415
        from zhujian.kernel.timetable import Job, register_job  # noqa: PLC0415
        from zhujian.ops import panels  # noqa: PLC0415
        from zhujian.ops.queries import letters_in_vain as failed  # noqa: PLC0415
        from zhujian.ops.words import VERBS  # noqa: PLC0415
        from zhujian.people.roles import Role  # noqa: PLC0415
        from zhujian.web.desk import DeskEntry, register_entry  # noqa: PLC0415
        from zhujian.web.panels import register_panel  # noqa: PLC0415

        register_verbs(VERBS)
        register_panel("window.desk.main", panels.on_desk, "ops/panel_desk.html", order=1)
        register_entry(
            DeskEntry("短信和邮件", "ops:letters", frozenset({Role.ADMIN}), order=80, count=failed)
        )
        editors = frozenset({Role.ADMIN, Role.EDITOR})
        register_entry(DeskEntry("没有找到的搜索", "ops:missed", editors, order=62))
        auditors = frozenset({Role.AUDIT, Role.SECURITY, Role.ADMIN})
        register_entry(DeskEntry("账本", "ops:ledger", auditors, order=72))
        register_entry(DeskEntry("基础数据", "ops:reference", frozenset({Role.ADMIN}), order=90))
        register_job(Job("ops.stuck", 60.0, "zhujian.ops.working.give_back_stuck_tasks"))
        register_job(Job("ops.tasks", 3600.0, "zhujian.ops.working.prune_tasks"))
