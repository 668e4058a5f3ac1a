"""Keeping proof of the history, and destroying in it what the law orders destroyed."""
