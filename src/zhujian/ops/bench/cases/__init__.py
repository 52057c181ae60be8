"""`zhujian bench cases`: lists among a million cases, and how many lives of a case a second."""

from zhujian.ops.bench.cases.command import BENCH

__all__ = ["BENCH"]
