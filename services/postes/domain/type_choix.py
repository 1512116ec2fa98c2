"""How an intern chooses (STA-1): like everybody, or in surnombre, with or without validation."""

from enum import StrEnum


class TypeChoix(StrEnum):
    """The three of them."""

    CLASSIQUE = "classique"
    SURNOMBRE_VALIDANT = "surnombre_validant"
    SURNOMBRE_NON_VALIDANT = "surnombre_non_validant"

    @property
    def surnombre(self) -> bool:
        """Whether it adds a place, and leaves the post as it is for the others (CHX-5)."""
        return self is not TypeChoix.CLASSIQUE
