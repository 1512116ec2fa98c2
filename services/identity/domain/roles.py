"""Staff roles; each includes those before it (ADM-1)."""

from enum import StrEnum


class Role(StrEnum):
    """What a member of ARS's staff may do."""

    CONSULTATION = "consultation"
    GESTIONNAIRE = "gestionnaire"
    ADMINISTRATEUR = "administrateur"
