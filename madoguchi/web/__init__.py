"""The front of the house: settings, root addresses, middleware, error pages. Never decides about a person."""
