"""What became of the portfolio, revision by revision."""
