"""Decisions of casework, pure: values in, values out."""
