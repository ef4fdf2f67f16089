"""Page pieces: template components and language choice. Never knows a room."""
