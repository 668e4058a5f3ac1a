"""A package for once: the provider that tests sign in with installs another `tests`, which would win over a folder."""
