"""What is to be reached, and whether it was."""
