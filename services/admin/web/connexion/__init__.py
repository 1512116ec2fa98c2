"""Log-in of staff."""
