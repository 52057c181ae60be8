"""The journal's words of the roof."""

from zhujian.kernel.journal import Verb, register_verbs

register_verbs({"demo.load": Verb("载入演示城市，其中的人名、电话、证件号码均为虚构")})
