"""Reading the text."""
