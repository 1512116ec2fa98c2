"""What the two Flask services share: one app factory, one theme, one way to write a page (see README.md)."""
