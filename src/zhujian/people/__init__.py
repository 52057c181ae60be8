"""People: residents, staff, organisations, roles, tokens, signing in.

A phone is a way to reach a person, not the person.
"""
