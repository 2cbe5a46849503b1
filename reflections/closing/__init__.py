"""Closing a page: three things in the room, one line, and how it feels now."""
