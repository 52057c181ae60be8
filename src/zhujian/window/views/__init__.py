"""Pages of the room: the staff's front page, taking in, the result shelf."""

from zhujian.window.views import landing, shelf, take_in

__all__ = ["landing", "shelf", "take_in"]
