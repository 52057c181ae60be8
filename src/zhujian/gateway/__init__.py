"""The gateway: the JSON API at /api/v1/.

It shapes what comes in and goes out; every rule is in the rooms below.
"""
