"""How persons are named to everybody: first name and initial (PUB-3)."""


def public_name(prenom: str, nom: str) -> str:
    """« Mehdi M » for Mehdi MARTIN."""
    return f"{prenom} {nom.lstrip()[:1].upper()}".strip()
