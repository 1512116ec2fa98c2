"""The local run: the same system on one machine, real parts, no Docker, no account (IFC-1…5)."""
