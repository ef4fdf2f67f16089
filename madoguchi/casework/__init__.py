"""Cases: what a group does for a person who agreed to it. Never holds anything readable in a table, nor a person's name."""
