"""What is said about the past: the moments that have names."""
