"""SQL of the service, one function a question."""
