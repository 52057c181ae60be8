"""The window: the desk of the comprehensive window and the staff's front page.

Any item is taken in for any department.
"""
