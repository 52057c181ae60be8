"""The postroom: what leaves the house for a person, and what waits for him on the page.

An outbox in the transaction, a worker that sends, adapters that differ by carrier, reports of
what arrived.
"""
