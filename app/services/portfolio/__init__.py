"""Changing projects, milestones and their plans."""
