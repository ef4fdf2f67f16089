"""What someone can do at the window: find out where they stand, and talk to a group."""
