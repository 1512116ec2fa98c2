"""An intern's affectations and attestations, and the public check of their code (TRN-5, PRO-5)."""
