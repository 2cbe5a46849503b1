"""Leaving with everything: the book. Nothing made here is ever kept on disk."""
