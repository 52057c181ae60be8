"""The operations of the API, by subject; importing a module hangs its operations on its router."""
