"""Wiring of the room."""

from django.apps import AppConfig
from django.urls import reverse

JOBS = (
    ("cases.silence", 60.0, "zhujian.cases.jobs.accept_silent"),
    ("cases.resume", 60.0, "zhujian.cases.jobs.resume_rested"),
    ("cases.remind", 600.0, "zhujian.cases.jobs.remind"),
    ("cases.digest", 600.0, "zhujian.cases.jobs.send_digests"),
    ("cases.reminders", 86_400.0, "zhujian.cases.jobs.forget_reminders"),
    ("cases.results", 600.0, "zhujian.cases.jobs.drop_past_results"),
)


class CasesConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the cellar and the services about cases: number, words, dates, track."""
        from zhujian.cases import own_data, panels, queries, steps  # noqa: PLC0415 -- models are ready
        from zhujian.cases.models.notice import PRINT_LETTER  # noqa: PLC0415
        from zhujian.cases.words import VERBS  # noqa: PLC0415
        from zhujian.kernel.deadlines.steps import register_holder  # noqa: PLC0415
        from zhujian.kernel.journal import register_verbs  # noqa: PLC0415
        from zhujian.kernel.numbers import NumberKind, register_kind  # noqa: PLC0415
        from zhujian.kernel.timetable import Job, register_job  # noqa: PLC0415
        from zhujian.people.roles import Role  # noqa: PLC0415
        from zhujian.postroom.points import register_point  # noqa: PLC0415
        from zhujian.ratings.names import register_subject_address  # noqa: PLC0415
        from zhujian.web.desk import DeskEntry, register_entry  # noqa: PLC0415
        from zhujian.web.panels import register_panel  # noqa: PLC0415
        from zhujian.web.prints import register_print  # noqa: PLC0415
        from zhujian.web.site import Link, register_link  # noqa: PLC0415
        from zhujian.web.trackers import register_tracker  # noqa: PLC0415

        register_kind(NumberKind(letters="BJ", title="办件", room="cases", track_kind="case"))
        register_verbs(VERBS)
        register_holder("BJ", steps.rewrite_due)
        for job in JOBS:
            register_job(Job(*job))
        register_point("BJ", steps.lost_point)
        register_entry(
            DeskEntry(
                "期限预警", "cases:late", frozenset(queries.LATE_ROLES), 25, queries.red_count
            )
        )
        register_link("footer", Link("办理结果公示", "cases:results", 8))
        register_entry(
            DeskEntry("结果公示", "cases:desk-results", frozenset({Role.APPROVER, Role.ADMIN}), 58)
        )
        register_subject_address("BJ", lambda number: reverse("cases:desk-case", args=(number,)))
        register_print(PRINT_LETTER, queries.standing)
        register_tracker("BJ", queries.track)
        own_data.register()
        for place, render, template, order in panels.PANELS:
            register_panel(place, render, template, order=order)
