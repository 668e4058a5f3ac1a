"""Reading indicators."""
