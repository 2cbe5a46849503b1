"""Composition: settings, addresses, the frame. No rules of the product live here."""
