"""Simulated interns: ordinary clients of the gateway (HTTP and Socket.IO), driven by a seed (SIM-3)."""
