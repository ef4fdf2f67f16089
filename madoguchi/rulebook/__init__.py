"""Screens for reading the rules as they stood on any day. Never holds a table or a person."""
