"""Madoguchi (窓口): a help window, the evidence it yields, and the rules behind both."""
