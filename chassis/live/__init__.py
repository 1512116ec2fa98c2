"""Live boards and sockets of the web services (decision 10): from memory, never a database per viewer."""
