"""The register as ranking needs it, piece by piece (RNG-7 keeps every input)."""

from collections.abc import Iterator
from uuid import UUID

from services.identity.domain.register import Interne
from services.identity.use_cases.tools import Tools

PIECE = 1000


def list_register(tools: Tools, *, groupe: str | None) -> Iterator[list[Interne]]:
    """In id order, at most 1,000 at a time, each piece read by itself; None: every groupe."""
    after: UUID | None = None
    while True:
        with tools.begin() as work:
            piece = work.internes.page(groupe, after, PIECE)
        if piece:
            yield piece
        if len(piece) < PIECE:
            return
        after = piece[-1].intern_id
