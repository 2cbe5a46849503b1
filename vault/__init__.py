"""Keys: who can open a journal, for how long, and in which browser. The only package that knows them."""
