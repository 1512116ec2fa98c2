"""What a file says of groupes and DES: known by their code, a new one or another label is told (IFC-10)."""

from collections.abc import Mapping

from chassis.imports import Coded, Problem, Sheet, SheetRow
from services.postes.domain.specialites import Specialites

_NOUN = {"groupe": "Groupe inconnu", "des": "DES inconnu"}


def named_in(sheet: Sheet) -> Specialites:
    """All that the file names, by the labels of their first row."""
    named: dict[str, dict[str, str]] = {"groupe": {}, "des": {}}
    for row in sheet.rows:
        for column, labels in named.items():
            given: Coded | None = row.get(column)
            if given is not None:
                labels.setdefault(given.code, given.label)
    return Specialites(named["groupe"], named["des"])


class SpecialityPlan:
    """Those that rows name, gathered row by row; each thing is told once."""

    def __init__(self, known: Specialites) -> None:
        self._known: Mapping[str, Mapping[str, str]] = {"groupe": known.groupes, "des": known.des}
        self._named: dict[str, dict[str, str]] = {"groupe": {}, "des": {}}
        self._told: set[tuple[str, str, str]] = set()

    def read(self, row: SheetRow) -> list[Problem]:
        """Take what the row names."""
        return [problem for column in ("groupe", "des") for problem in self._read(row, column)]

    def labels(self) -> dict[tuple[str, str], str]:
        """Kind and code → label, of all that the file names: identity's, else that of the first row."""
        return {
            (kind, code): self._known[kind].get(code, label)
            for kind, named in self._named.items()
            for code, label in named.items()
        }

    def _read(self, row: SheetRow, column: str) -> list[Problem]:
        given: Coded | None = row.get(column)
        if given is None:
            return []
        first = self._named[column].setdefault(given.code, given.label)
        label = self._known[column].get(given.code)
        told = (column, given.code, given.label)
        if told in self._told:
            return []
        self._told.add(told)
        if label is None and first == given.label:
            return [row.warning(column, f"{_NOUN[column]} : sera créé.")]
        usual = label or first
        if usual == given.label:
            return []
        return [row.warning(column, f"Connu sous le libellé « {usual} », qui reste.")]
