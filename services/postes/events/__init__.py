"""What the service tells and hears."""
