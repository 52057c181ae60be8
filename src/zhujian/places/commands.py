"""Commands of the room."""

from zhujian.kernel.commands import Command

COMMANDS: list[Command] = []
