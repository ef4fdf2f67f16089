"""What every room may know: clock, ids, dates, citations. Never a framework, a file or a person."""
