"""French spaces: a sign of two parts, a guillemet or « n° » never stands apart from its word.

Sources are written with plain spaces; templates get theirs as they are compiled, texts by `spaced`.
"""

import re
from collections.abc import Iterable
from typing import Final

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

NBSP: Final = "\u00a0"
_BEFORE: Final = re.compile(r"(?<!\s) (?=[:;?!»](?:[\s<.,)»]|$))")
_AFTER: Final = re.compile(r"(?<=«) |(?<=\bn°) ")


def spaced(text: str) -> str:
    """« Motif : « panne » » with its no-break spaces."""
    return _AFTER.sub(NBSP, _BEFORE.sub(NBSP, text))


class FrenchSpaces(Extension):
    """Puts them into the text of templates, when they are compiled; what is filled in is left alone."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Rewrite what is not code."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, token.type, spaced(token.value))
            else:
                yield token
