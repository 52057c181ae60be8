"""The catalogue: items, offers, guides, materials, forms.

A published guide is an immutable snapshot, read in one query.
"""
