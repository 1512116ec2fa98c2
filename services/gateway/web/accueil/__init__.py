"""The home page: where the choices stand, what an intern can do now (PUB-1, AMV-1)."""
