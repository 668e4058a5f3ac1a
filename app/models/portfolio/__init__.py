"""Programmes, projects, milestones and what happened to them."""
