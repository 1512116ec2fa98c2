"""The session service: runs amphis, one strictly ordered sequence of decisions each."""
