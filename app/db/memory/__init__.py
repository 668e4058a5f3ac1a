"""How tables remember (docs/decisions/0011): twins that keep every state, the log of changes, and looking back."""
