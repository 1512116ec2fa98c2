"""Who holds which post of an amphi, as far as its log knows (CHX-4)."""

from uuid import UUID

from services.session.domain.amphi import Amphi, Passage
from services.session.domain.droits import TypeChoix


def holder_seen(amphi: Amphi, passage: Passage, numero: int) -> UUID | None:
    """Whoever holds the post from behind this intern, where a surnombre validant may join there (CHX-4).

    None where the post is free, held from ahead, or from another amphi of the groupe, which counts as ahead
    (CHX-9): postes then judges by itself.
    """
    if passage.type_choix is not TypeChoix.SURNOMBRE_VALIDANT:
        return None
    holder = next((other for other in amphi.passages.values() if other.holds == numero), None)
    if holder is None or holder.rang_appel < passage.rang_appel:
        return None
    return holder.intern_id
