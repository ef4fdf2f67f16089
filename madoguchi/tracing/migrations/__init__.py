"""How the tables of tracing came to be."""
