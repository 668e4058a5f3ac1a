"""Keeping proof of the past, naming moments of it, and destroying in it what the law orders destroyed."""
