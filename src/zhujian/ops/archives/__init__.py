"""Backup and restore: one archive with database, files, signed heads and, sealed, the keys.

`packing` writes it while the house runs, `checking` reads it through, `restoring` lays it into an
empty home and proves it there (ADR 0040).
"""
