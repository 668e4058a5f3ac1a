"""Accounts, what they hold, and how they are signed in."""
