"""Template tags of reflections."""
