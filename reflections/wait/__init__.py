"""I want to write to them: ten minutes first, and her own words back to her."""
