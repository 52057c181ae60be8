"""Wiring of the room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the journal verbs and names of organisations, the desk its way out."""
        from zhujian.kernel import journal  # noqa: PLC0415 -- needs loaded models
        from zhujian.kernel.actors import register_actor_finder  # noqa: PLC0415
        from zhujian.kernel.timetable import Job, register_job  # noqa: PLC0415
        from zhujian.people import panels  # noqa: PLC0415
        from zhujian.people.queries import (  # noqa: PLC0415
            find_user,
            organisation_name,
            waiting_claims,
        )
        from zhujian.people.roles import Role  # noqa: PLC0415
        from zhujian.people.words import VERBS  # noqa: PLC0415
        from zhujian.web.desk import DeskEntry, register_entry  # noqa: PLC0415
        from zhujian.web.panels import register_panel  # noqa: PLC0415
        from zhujian.web.site import Link, register_link  # noqa: PLC0415

        journal.register_verbs(VERBS)
        journal.register_organisation_names(organisation_name)
        register_actor_finder(find_user)
        register_job(Job("people.forget", 3600.0, "zhujian.people.jobs.forget_old"))
        register_job(Job("people.papers", 86_400.0, "zhujian.people.jobs.forget_papers"))
        register_job(Job("people.left-phones", 3600.0, "zhujian.people.jobs.give_up_left_phones"))
        register_panel("portal.me.aside", panels.on_me, "people/panel_me.html", order=50)
        clerks = frozenset({Role.CLERK})
        register_entry(DeskEntry("办事人", "people:desk-people", clerks, 60))
        register_entry(DeskEntry("企业和授权", "people:desk-mandates", clerks, 61, waiting_claims))
        audit = frozenset({Role.AUDIT})
        duties = frozenset({Role.ADMIN, Role.SECURITY, Role.AUDIT})
        register_entry(DeskEntry("人员账号", "people:desk-staff", duties, 68))
        register_entry(DeskEntry("登录锁定", "people:desk-locks", frozenset({Role.SECURITY}), 69))
        register_entry(DeskEntry("我的账号", "people:account", frozenset(Role.values), 95))
        register_entry(DeskEntry("查看记录", "people:desk-looks", audit, 70))
        register_link("desk-exit", Link("退出", "people:staff-sign-out"))
