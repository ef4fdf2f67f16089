"""Decisions of the window: values in, values out."""
