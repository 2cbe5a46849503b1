"""Self-work: one thing she wants to do differently, as an if and a then, and what came of it, by date."""
