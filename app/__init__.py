"""Triển Khai: from the sentences of a resolution to their results."""

__version__ = "0.1.0"
