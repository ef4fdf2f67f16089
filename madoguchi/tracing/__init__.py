"""Finding someone who wants to be found, and nobody else. Never holds an entry about a third person as present."""
