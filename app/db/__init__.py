"""The database as a tool: it knows dialects, sessions and column types, and no table."""
