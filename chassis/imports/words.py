"""Words compared blind to case, accents and the way spaces are written (IFC-10)."""

import unicodedata
from typing import Final

ERASED_WORD: Final = "(vide)"
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae"})


def plain(text: str) -> str:
    """Lower case, without accents, one plain space between words."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in spread if not unicodedata.combining(sign)).split())


def code_of(name: str) -> str:
    """The code of a groupe or a DES, however written: « Génétique médicale » is `GENETIQUE-MEDICALE`."""
    words = plain(name.casefold().translate(_LIGATURES)).upper().replace("-", " ").split()
    return "-".join(filter(None, ("".join(filter(str.isalnum, word)) for word in words)))


def column_name(header: str) -> str:
    """A header as columns are named: « Date de naissance » and `DATE_DE_NAISSANCE` are the same."""
    return plain(header).replace(" ", "_").replace("-", "_").replace("’", "'")
