"""What tracing does: reads the clock and the vault once, asks the store, decides nothing by itself."""
