"""Filling an empty database from `seed/`: the resolution first, then what stands on its words."""
