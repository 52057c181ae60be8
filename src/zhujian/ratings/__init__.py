"""Ratings: the 好差评 ledger with its tokens, levels, options and rollups.

It knows what is rated only by reference.
"""
