"""Recording results: money so far."""
