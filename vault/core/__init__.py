"""The vault's cryptography in plain Python: keys in, bytes out. No Django, no tables, no requests."""
