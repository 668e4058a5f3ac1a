"""Reading accounts and sign-ins."""
