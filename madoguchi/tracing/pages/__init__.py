"""Pages of tracing: for families and friends, for people who may be looked for, for caseworkers."""
