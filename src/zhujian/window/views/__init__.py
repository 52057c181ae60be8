"""Pages of the room: the staff's front page, taking in, fees, sheets, the result shelf."""
