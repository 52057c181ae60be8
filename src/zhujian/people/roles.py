"""Roles in code: what each may do, in words; grants are rows scoped to an organisation."""

from django.db import models


class Role(models.TextChoices):
    """A duty that an organisation gives to one of its people."""

    CLERK = "clerk", "综合窗口"
    HANDLER = "handler", "承办人"
    APPROVER = "approver", "审批人"
    LEADER = "leader", "政府负责人"
    CONTRIBUTOR = "contributor", "供稿人"
    EDITOR = "editor", "初审"
    REVIEWER = "reviewer", "复审"
    CHIEF_EDITOR = "chief-editor", "终审"
    CONFIDENTIALITY = "confidentiality", "保密审查员"
    DISPATCHER = "dispatcher", "派单员"
    HOST = "host", "主持人"
    CALL_TAKER = "call-taker", "话务员"
    AGENT = "agent", "代办员"
    COORDINATOR = "coordinator", "镇级协调员"
    OFFICER = "officer", "体验官"
    ORGANISER = "organiser", "开放日组织者"
    SUPERVISOR = "supervisor", "监督员"
    ADMIN = "admin", "系统管理员"
    SECURITY = "security", "安全管理员"
    AUDIT = "audit", "审计员"


DUTIES: dict[str, str] = {
    Role.CLERK: "在窗口代群众收件，受理并送达；政务服务中心的窗口可为各部门收件。",
    Role.HANDLER: "办理本单位的办件：受理、一次告知补正、暂停与恢复、送达。",
    Role.APPROVER: "对本单位的办件作出决定，批准延期，更正或撤销决定。",
    Role.LEADER: "批准须由本级政府负责人批准的延期，查看全县办理情况。",
    Role.CONTRIBUTOR: "为本单位起草文件、解读和信息，提交审核。",
    Role.EDITOR: "对稿件进行初审、初校。",
    Role.REVIEWER: "对稿件进行复审、复校。",
    Role.CHIEF_EDITOR: "对稿件进行终审、终校并签发。",
    Role.CONFIDENTIALITY: "对稿件进行保密审查。",
    Role.DISPATCHER: "分派留言和工单，处理退单与改派。",
    Role.HOST: "主持政风行风热线节目，登记现场答复。",
    Role.CALL_TAKER: "登记节目热线来电。",
    Role.AGENT: "受村民委托代办事项。",
    Role.COORDINATOR: "在镇级协调代办力量。",
    Role.OFFICER: "体验政务服务，提交体验报告。",
    Role.ORGANISER: "组织政府开放日，审核报名、签到，反馈意见办理情况。",
    Role.SUPERVISOR: "督办超期事项和差评整改，查看评价明细。",
    Role.ADMIN: "维护参考数据、单位和人员账号；不能查看审计，也不能办件。",
    Role.SECURITY: "授予和收回角色；不能维护业务数据。",
    Role.AUDIT: "查看全部记录；什么都不能改。",
}


class Scope(models.TextChoices):
    """What a token may be used for; never more than its owner may do."""

    CASES_READ = "cases:read", "查看本人能看到的办件"
    CASES_WRITE = "cases:write", "以本人名义申报或办理办件"
