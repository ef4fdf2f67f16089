"""SQLite as Django knows it, with one line for all who write: nobody fails because somebody else is writing."""
