"""Shapes that cross the boundary: what comes in from files and forms, what goes out as JSON."""
