"""How fast, how big: figures with the command that made them. Compared with the goals of the issue, on this machine, now."""
