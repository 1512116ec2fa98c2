"""The five services in memory, for unit tests and for working on pages alone. Never in an image."""
