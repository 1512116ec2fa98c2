"""The list of posts, by ward and by post (POS-1…3, POS-5)."""
