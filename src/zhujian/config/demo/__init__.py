"""The demo city 绵竹市, loaded by the rooms' own actions; everything in it is made up."""

from zhujian.config.demo.loading import load
from zhujian.config.demo.verifying import verify

__all__ = ["load", "verify"]
