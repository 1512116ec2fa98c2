"""The posts of a semester."""
