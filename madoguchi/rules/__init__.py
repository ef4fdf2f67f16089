"""The law as dated, cited, executable clauses: one life in, an answer with reasons out. No framework, no disk but `shelf`."""
