"""What reports say: their kinds and states, what they cover, their tables, findings and comparisons."""
