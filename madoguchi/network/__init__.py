"""Organisations, their members, their keys, and how members sign in. Never holds a person who asks for help."""
