"""Changing how the work stands: moves, reports, papers, extensions, and what is asked and answered."""
