"""How a person's name is shown, and found blind to case, accents, hyphens and spacing (PUB-3, AMP-2)."""

import re
import unicodedata

from services.ranking.domain.interne import Interne

NOT_A_LETTER = re.compile(r"[\W_]+")


def full_name(interne: Interne) -> str:
    """« Mehdi MARTIN »."""
    return f"{interne.prenom} {interne.nom.upper()}".strip()


def public_name(interne: Interne) -> str:
    """« Mehdi M »: what anybody may see."""
    return f"{interne.prenom} {interne.nom[:1].upper()}".strip()


def searchable(text: str) -> str:
    """Lower case, without accents, words separated by one space: « Élise-Anne » is « elise anne »."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return NOT_A_LETTER.sub(" ", plain).strip()


def found_by(interne: Interne) -> str:
    """Found by « martin mehdi » as well as by « mehdi martin »."""
    nom, prenom = searchable(interne.nom), searchable(interne.prenom)
    return f"{prenom} {nom} {prenom}"


def found_by_public(interne: Interne) -> str:
    """Found by « mehdi m » alone: nobody learns a name by trying names."""
    return searchable(public_name(interne))
