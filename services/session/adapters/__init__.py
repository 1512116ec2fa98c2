"""What the service asks of the others, and the threads that look and probe."""
