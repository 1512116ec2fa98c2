"""How a signed receipt stands in mails and PDFs: lines to copy, and an address that verifies it (ENG-8)."""

from textwrap import wrap
from typing import Final

LINE: Final = 66
"""Characters; line ends inside a receipt do not count, whoever verifies it."""


def receipt_lines(word: str) -> list[str]:
    """The one word that a receipt is, in pieces."""
    return wrap(word, LINE, break_on_hyphens=False)


def verify_address(public_url: str, word: str) -> str:
    """The page that verifies this receipt; its letters need no escape in an address."""
    return f"{public_url}/verifier?recu={word}"
