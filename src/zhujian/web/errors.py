"""Pages for what went wrong, in plain Chinese with a reference number."""
