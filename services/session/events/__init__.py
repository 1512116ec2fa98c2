"""What session tells, and what it hears."""
