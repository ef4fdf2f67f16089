"""The house of the network's tests, on both databases, for commands that work on its tables."""

from tests.network.conftest import house, postgres_house, sqlite_house

__all__ = ["house", "postgres_house", "sqlite_house"]
