"""The journal's words for the holiday table and for deadlines."""

from zhujian.kernel.journal import Audience, Verb, register_verbs

register_verbs(
    {
        "calendar.set-day": Verb("{words}，日历版本{version}，{moved}件的期限随之改变"),
        "calendar.clear-day": Verb("{words}，日历版本{version}，{moved}件的期限随之改变"),
        "calendar.confirm-year": Verb("{words}，日历版本{version}，{moved}件的期限随之改变"),
        "deadline.recompute": Verb("放假安排有变，{title}{words}", Audience.PARTIES),
        "deadline.set-count": Verb("{title}由{before}改为{after}"),
    }
)
