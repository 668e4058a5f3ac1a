"""How the past is kept so that nobody can change it quietly: digests, chains and roots. Knows no table."""
