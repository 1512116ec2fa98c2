"""Import files."""
