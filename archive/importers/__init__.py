"""Readers of what other journals export: each takes bytes and gives `found.Found`; none touches a table or a disk."""
