"""Files that prove something: what may come in, and the store that keeps it unchanged."""
