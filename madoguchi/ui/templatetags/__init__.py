"""Template tags of the page pieces."""
