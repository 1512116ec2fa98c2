"""Who stands behind these INEs, for ranking's import of cursus (IFC-7)."""

from collections.abc import Sequence
from uuid import UUID

from services.identity.domain import ine as written
from services.identity.use_cases.errors import TropDeDemandes
from services.identity.use_cases.tools import Tools

MOST = 50_000


def resolve_ines(tools: Tools, *, ines: Sequence[str]) -> dict[str, UUID]:
    """By INE as asked; unknown ones are left out. At most 50,000 at once (`TropDeDemandes`)."""
    if len(ines) > MOST:
        raise TropDeDemandes(maximum=MOST)
    asked = {ine: written.normalised(ine) for ine in ines}
    with tools.begin() as work:
        known = work.internes.ids_by_ine(set(asked.values()))
    return {ine: known[normal] for ine, normal in asked.items() if normal in known}
