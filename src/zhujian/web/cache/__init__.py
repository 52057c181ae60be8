"""The page cache: public pages kept as bytes before Django, dropped by what they show."""

from zhujian.web.cache.notes import PageNotes, etag_of, note, notes_of, tag

__all__ = ["PageNotes", "etag_of", "note", "notes_of", "tag"]
