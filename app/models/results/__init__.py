"""What is to be reached, and what was measured."""
