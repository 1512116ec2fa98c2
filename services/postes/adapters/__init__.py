"""What the service asks of the others."""
