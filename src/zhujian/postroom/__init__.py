"""The postroom: what leaves the house for a person, by SMS first.

An outbox in the transaction, a worker that sends, adapters that differ by carrier.
"""
