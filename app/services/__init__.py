"""Use cases that change the database: fetch, require, apply the rule, record."""
