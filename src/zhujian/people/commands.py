"""Commands of the room: staff and tokens."""

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from zhujian.kernel.actors import OPERATOR
from zhujian.kernel.commands import Command
from zhujian.kernel.refusals import FieldRefusal, Refused

if TYPE_CHECKING:
    from zhujian.people.models import Organisation
    from zhujian.people.roles import Role


def _staff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN", help="登录名：小写字母、数字和短横")
    parser.add_argument("--name", required=True, help="姓名")
    parser.add_argument(
        "--role",
        action="append",
        default=[],
        metavar="ROLE[:ORGANISATION]",
        help="角色，可写多次；单位写标识或名称，省略时为县级政府",
    )
    parser.add_argument(
        "--password-stdin", action="store_true", help="从标准输入读取密码（第一行）"
    )


def _add_staff(arguments: argparse.Namespace) -> int:
    from zhujian.people.actions import add_staff  # noqa: PLC0415 -- needs loaded models
    from zhujian.people.codes import provisioning_uri  # noqa: PLC0415

    user = add_staff(
        by=OPERATOR,
        login=arguments.login,
        name=arguments.name,
        password=_password(from_stdin=arguments.password_stdin),
        grants=[_grant(text) for text in arguments.role],
    )
    print(f"已新增 {user.login}（{user.display_name}）。")
    print("请用身份验证器添加第二因素，下面的地址只显示这一次：")
    print(provisioning_uri(user.second_factor, login=str(user.login), issuer="竹简"))
    return 0


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        reason = "这里不是终端，不能询问密码：请加 --password-stdin，从标准输入读取。"
        raise Refused("staff", reason, fields=(FieldRefusal("password", reason),))
    password = getpass.getpass("密码：")
    if password != getpass.getpass("再输一次："):
        raise Refused("staff", "两次输入的密码不一致。")
    return password


def _grant(text: str) -> "tuple[Role, Organisation]":
    from zhujian.people.roles import Role  # noqa: PLC0415 -- needs loaded models

    role, _, where = text.partition(":")
    if role not in Role.values:
        reason = f"没有角色「{role}」，可用：{'、'.join(Role.values)}。"
        raise Refused("staff", reason, fields=(FieldRefusal("role", reason),))
    return Role(role), _organisation(where or "county-government")


def _organisation(text: str) -> "Organisation":
    """Return the organisation; a usual department of a county is made where it is missing."""
    from zhujian.people.actions import create_organisation  # noqa: PLC0415
    from zhujian.people.queries import find_organisation  # noqa: PLC0415
    from zhujian.people.steps import seed_row  # noqa: PLC0415 -- needs loaded models

    found = find_organisation(text)
    if found:
        return found
    if seed_row(text):
        return create_organisation(by=OPERATOR, name=text)
    reason = f"没有找到单位「{text}」，请用 ROLE:单位 指明。"
    raise Refused("staff", reason, fields=(FieldRefusal("role", reason),))


def _token_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("who", metavar="WHO", help="工作人员登录名，或居民手机号")
    parser.add_argument(
        "--scope", action="append", metavar="SCOPE", help="范围，可写多次；默认为本人能做的一切"
    )


def _token(arguments: argparse.Namespace) -> int:
    from zhujian.people.actions import issue_token, make_resident  # noqa: PLC0415
    from zhujian.people.queries import find_user  # noqa: PLC0415
    from zhujian.people.rules import normalise_phone, phone_problem  # noqa: PLC0415

    user = find_user(arguments.who)
    if user is None and phone_problem(normalise_phone(arguments.who)):
        text = f"没有登录名为「{arguments.who}」的工作人员，它也不是手机号。"
        raise Refused("who", text, fields=(FieldRefusal("who", text),))
    if user is None:
        user = make_resident(by=OPERATOR, phone=arguments.who)
    print(issue_token(by=OPERATOR, user=user, scopes=arguments.scope, name="命令行签发"))
    return 0


COMMANDS: list[Command] = [
    Command(("staff", "add"), "新增工作人员账号", _staff_arguments, _add_staff),
    Command(("token",), "签发程序访问令牌并打印", _token_arguments, _token),
]
