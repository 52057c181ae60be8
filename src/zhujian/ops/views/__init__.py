"""Pages of the room: what machines ask, and the reference tables of the administrator."""
