"""Cases: one person's application for one item, from submission to delivery.

Each verb is one action; the public track is the journal.
"""
