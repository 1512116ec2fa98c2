"""The command `dci` (IFC-14)."""
