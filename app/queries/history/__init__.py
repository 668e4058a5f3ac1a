"""What became of the portfolio between two moments."""
