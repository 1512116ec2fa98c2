"""What every service needs and none owns: services stay about the domain."""
