"""Building amphis."""
