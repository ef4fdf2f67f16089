"""What comes in with the forms of tracing."""
