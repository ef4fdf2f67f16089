"""The only way to the tables of tracing."""
