"""Where the campaign stands."""
