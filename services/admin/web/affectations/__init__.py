"""Who has which post."""
