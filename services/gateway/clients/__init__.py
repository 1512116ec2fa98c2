"""Calls to the other services, one small file each."""
