"""The words of tracing."""
