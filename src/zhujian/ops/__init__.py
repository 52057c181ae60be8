"""Operation: server, worker, health, reference tables, measurements.

What the one IT person of the county sees.
"""
