"""The pure rules of the service: standard library only; time and chance are arguments."""
