"""Changing accounts and sign-ins."""
