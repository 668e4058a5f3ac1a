"""Checking the history, and what was taken out of it."""
