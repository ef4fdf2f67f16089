"""The command `madoguchi`: a group for each room, and the operator's own. Never decides, only asks and prints."""
