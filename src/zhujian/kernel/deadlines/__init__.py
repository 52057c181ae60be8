"""Deadlines that explain themselves: the counts of the law, rows, pauses, extensions."""
