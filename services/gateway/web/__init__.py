"""Pages, one blueprint a topic."""
