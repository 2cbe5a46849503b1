"""Then and now: an older page or answer read beside a newer one, both chosen by the writer, and what she notices."""
