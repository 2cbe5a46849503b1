"""Dated personal writing: pages, how they are kept, and how they are read."""
