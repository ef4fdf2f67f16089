"""Sealing and unsealing of what people entrust to us; keys as values. Never a framework, a table, a network or a clock."""
