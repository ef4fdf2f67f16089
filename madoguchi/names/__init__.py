"""One name in many scripts: how two written forms compare, and why.

Values in, values out. The room knows scripts and spellings, and nobody: it keeps no name, and never says that two forms are the
same person, only how well one name could have been written both ways.
"""
