"""The text of a resolution and what refers to its words."""
