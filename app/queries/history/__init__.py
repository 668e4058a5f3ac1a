"""What became of the portfolio, revision by revision, and whether that can be relied on."""
