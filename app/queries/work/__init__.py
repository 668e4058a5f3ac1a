"""Reading what people do about the work."""
