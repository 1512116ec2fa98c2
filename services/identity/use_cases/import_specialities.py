"""How an import names groupes and DES: unknown ones are created, other labels told, once each (IFC-10)."""

from collections.abc import Iterator, Sequence

from chassis.imports import Problem, SheetRow
from services.identity.domain.register import Reference


class SpecialityRemarks:
    """Of one column of one file."""

    def __init__(self, column: str, known: Sequence[Reference]) -> None:
        self._column = column
        self._known = {reference.code: reference for reference in known}
        self._said: set[Reference] = set()

    def named(self, row: SheetRow, otherwise: str) -> Reference:
        """As identity knows it, else as the row writes it; where the row is silent, the one known already."""
        written: Reference | None = row.get(self._column)
        return self._known.get(written.code, written) if written else self._known[otherwise]

    def remarks(self, row: SheetRow) -> Iterator[Problem]:
        """What staff should know of this row's speciality, the first time that it is written so."""
        written: Reference | None = row.get(self._column)
        if written is None or written in self._said:
            return
        self._said.add(written)
        known = self._known.get(written.code)
        if known is None:
            yield row.warning(self._column, f"« {written.label} » n’est pas connu : il sera créé.")
        elif not known.says_the_same(written):
            yield row.warning(
                self._column, f"{written.code} est connu comme « {known.label} », qui reste son nom."
            )
