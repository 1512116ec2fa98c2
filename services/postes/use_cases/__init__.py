"""What people do with posts, one thing a file."""
