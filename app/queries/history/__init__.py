"""Queries of the history itself: when what happened."""
