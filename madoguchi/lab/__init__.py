"""The lab: the same clauses over a population, day by day. It never has a rule of its own. Pure: values in, values out."""
