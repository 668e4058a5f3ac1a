"""The rules: facts in, verdict out. Pure functions and tables, without a session, a clock or an environment."""
