"""Fixtures that every test may ask for, wherever it lives."""

pytest_plugins = ["tests.parts"]
