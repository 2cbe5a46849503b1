"""Questions and answers: the library of prompts, and what a person wrote in reply."""
