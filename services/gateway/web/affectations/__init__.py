"""The public list of affectations (AFF-1)."""
