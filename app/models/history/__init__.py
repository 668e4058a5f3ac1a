"""What was taken out of the history, as the law orders it."""
