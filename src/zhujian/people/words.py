"""The journal's verbs of this room, each with its Chinese sentence."""

from zhujian.kernel.journal import Audience, Verb

VERBS = {
    "person.add": Verb("登记了一名办事人", Audience.INTERNAL),
    "person.change": Verb("办事人修改了个人信息", Audience.INTERNAL),
    "person.sign-in": Verb("办事人登录", Audience.INTERNAL),
    "person.sign-out": Verb("办事人退出登录", Audience.INTERNAL),
    "staff.add": Verb("新增了工作人员账号", Audience.INTERNAL),
    "staff.sign-in": Verb("工作人员登录", Audience.INTERNAL),
    "staff.sign-out": Verb("工作人员退出登录", Audience.INTERNAL),
    "sign-in.refuse": Verb("登录被拒绝：{why}", Audience.INTERNAL),
    "role.grant": Verb("在{organisation}授予角色：{role_text}", Audience.INTERNAL),
    "role.revoke": Verb("在{organisation}收回角色：{role_text}", Audience.INTERNAL),
    "token.issue": Verb("签发了程序访问令牌", Audience.INTERNAL),
    "token.revoke": Verb("撤销了程序访问令牌", Audience.INTERNAL),
    "organisation.add": Verb("新增单位：{organisation}", Audience.INTERNAL),
}
