"""Places: halls, windows, stations and points with hours and positions.

Where a person goes, and whether it is open now.
"""
