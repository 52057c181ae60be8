"""Search: one index over everything public, asked in everyday Chinese.

Rooms register what the index sees; the index is a replica that can be thrown away.
"""
