"""Questions after a page: what was offered, kept for later, not wanted, and asked by the writer herself."""
