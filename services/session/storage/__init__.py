"""SQL behind the use cases' ports; one function a question."""
