"""Over time: the notes of days as points with gaps, marks she sets, and, once she asks for them, figures of words."""
