"""The API of the interns' space, for pages' scripts and other clients."""
