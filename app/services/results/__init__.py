"""What was measured, entered and corrected."""
