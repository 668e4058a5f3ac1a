"""Changing who answers for what."""
