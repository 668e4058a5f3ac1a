"""Recording results: what was measured, and money so far."""
