"""The cellar: clock, calendar, deadlines, moves, journal, numbers, change feed, privacy, refusals.

No page and no room; it knows nothing of what stands above it.
"""
