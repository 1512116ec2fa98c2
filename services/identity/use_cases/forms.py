"""Reading what people typed: every wrong field is named at once, and nothing else is done (SEC-6)."""

from collections.abc import Callable
from datetime import date
from typing import Final

from services.identity.domain.text import tidy
from services.identity.use_cases.errors import FormulaireInvalide

NAME: Final = 100
LINE: Final = 300
REQUIRED: Final = "Ce champ est obligatoire."
_OLDEST: Final = date(1920, 1, 1)


class Form:
    """Each reader returns a value in any case; `check` raises if one of them was wrong."""

    def __init__(self) -> None:
        self._wrong: dict[str, str] = {}

    def refuse(self, field: str, why: str) -> None:
        """Says what is wrong with a field; the first reason stays."""
        self._wrong.setdefault(field, why)

    def check(self) -> None:
        """`FormulaireInvalide` with every wrong field."""
        if self._wrong:
            raise FormulaireInvalide(**self._wrong)

    def text(self, field: str, value: str, most: int) -> str:
        """Required, at most so many characters, none of them a control character."""
        found = tidy(value) if len(value) <= 4 * most else value
        if not found:
            self.refuse(field, REQUIRED)
        elif len(found) > most:
            self.refuse(field, f"{most} caractères au plus.")
        elif not found.isprintable():
            self.refuse(field, "Certains caractères ne sont pas acceptés.")
        return found

    def day(self, field: str, value: str) -> date:
        """A birth date in ISO form."""
        try:
            found = date.fromisoformat(value.strip()) if value.strip() else None
        except ValueError:
            self.refuse(field, "Cette date n’existe pas.")
            return _OLDEST
        if found is None:
            self.refuse(field, REQUIRED)
        elif found < _OLDEST:
            self.refuse(field, "Cette date n’est pas vraisemblable.")
        return found or _OLDEST

    def email(self, field: str, value: str, read: Callable[[str], str | None]) -> str:
        """An e-mail address, in its comparable form."""
        if not value.strip():
            self.refuse(field, REQUIRED)
            return ""
        found = read(value)
        if found is None:
            self.refuse(field, "Cette adresse e-mail n’est pas valable.")
        return found or ""

    def phone(self, field: str, value: str, read: Callable[[str], str | None]) -> str:
        """A phone, in E.164 form."""
        if not value.strip():
            self.refuse(field, REQUIRED)
            return ""
        found = read(value)
        if found is None:
            self.refuse(field, "Ce numéro de téléphone n’est pas lisible. Exemple : 06 12 34 56 78.")
        return found or ""
