"""Decisions of tracing: values in, values out."""
