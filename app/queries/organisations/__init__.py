"""Reading organisations and assignments."""
