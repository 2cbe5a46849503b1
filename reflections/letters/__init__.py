"""Letters that are never sent: begun, left to rest, read once more, and then kept, closed until a day, or let go."""
