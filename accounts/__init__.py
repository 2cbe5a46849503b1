"""People: signing up, signing in, and what they prefer. Keys are the vault's; words are the journal's."""
