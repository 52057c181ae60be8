"""Divisions: the county, its towns and villages, with their codes and old names.

What is asked for by an old name is found under the new one.
"""
