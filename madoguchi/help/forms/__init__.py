"""What comes in with a form."""
