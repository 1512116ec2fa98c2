"""What people do beside the turns while faults are injected: ARS at its desk, interns with their rights."""
